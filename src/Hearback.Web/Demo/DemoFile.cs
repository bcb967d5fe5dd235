using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hearback.Web.Demo;

/// <summary>A file of the demonstration, which comes with the program.</summary>
internal static class DemoFile
{
    public static T Read<T>(string name)
    {
        using var stream = typeof(DemoFile).Assembly.GetManifestResourceStream($"Hearback.Web.Demo.{name}") ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithEnumNamingConvention(HyphenatedNamingConvention.Instance)
            .WithEnforceRequiredMembers()
            .Build().Deserialize<T>(text);
    }
}
