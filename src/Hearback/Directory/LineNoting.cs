using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Hearback.Directory;

/// <summary>Remembers where in its file a thing stood, so that a fault can name the line.</summary>
internal abstract class Lined
{
    [YamlIgnore]
    public long Line { get; set; }
}

/// <summary>Notes the line at which each object of a YAML file begins.</summary>
internal sealed class LineNoting(INodeDeserializer inner) : INodeDeserializer
{
    public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
    {
        var line = reader.Current is MappingStart start ? start.Start.Line : 0;
        if (!inner.Deserialize(reader, expectedType, nestedObjectDeserializer, out value, rootDeserializer)) { return false; }

        if (value is Lined lined) { lined.Line = line; }

        return true;
    }
}
