using System.Text;

namespace Hearback.Notices;

/// <summary>The ways in which emails write letters down. Old ones are not known before somebody asks for them.</summary>
internal static class Charsets
{
    public static void KnowAll() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
