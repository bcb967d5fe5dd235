using System.Security.Cryptography;
using System.Text;

namespace Hearback.Plan;

/// <summary>Names of concerns, actions and updates: eight small letters and digits, stable from edition to edition.</summary>
public static class PlanIds
{
    private const string Signs = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 8;

    public static string New() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>The same words in the same place get the same name, so that a document imported again meets what it brought the first time.</summary>
    public static string Of(params IEnumerable<string> words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', words)));
        return string.Create(Length, hash, (name, bytes) =>
        {
            for (var i = 0; i < name.Length; i++) { name[i] = Signs[bytes[i] % Signs.Length]; }
        });
    }

    /// <summary>Whether a name read from a file can be one of ours.</summary>
    public static bool AreFine(string id) => id.Length is > 0 and <= 40 && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-');
}
