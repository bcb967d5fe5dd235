using System.Buffers;

namespace Hearback.Directory;

/// <summary>
/// The part of an English word that stays when it is bent: smoke, smokes, smoking, smoker. It need not be a word itself; it is only compared
/// with others. It is light on purpose: a cut too few is made good by one more word in the pack, a cut too many confuses two matters.
/// </summary>
internal static class EnglishStem
{
    private const int Shortest = 3;
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    public static string Of(string word) => End(WithoutTail(Singular(word)));

    private static string Singular(string word) => word switch
    {
        { Length: <= Shortest } => word,
        [.. var stem, 'i', 'e', 's'] when stem.Length >= 2 => stem + "y",
        [.. var stem, 'v', 'e', 's'] when stem.Length >= 2 => stem + "f",
        [.., 's', 's', 'e', 's'] or [.., 'x', 'e', 's'] or [.., 's' or 'c', 'h', 'e', 's'] => word[..^2],
        [.., 's' or 'u' or 'i', 's'] => word,
        [.., 's'] => word[..^1],
        _ => word,
    };

    private static string WithoutTail(string word) => word switch
    {
        [.. var stem, 'i', 'n', 'g'] when IsStem(stem) => Undoubled(stem),
        [.. var stem, 'i', 'n'] when stem.Length > Shortest && IsStem(stem) && stem[^1] is 'k' or 't' or 'p' => Undoubled(stem),
        [.. var stem, 'e', 'd'] when IsStem(stem) => Undoubled(stem),
        [.. var stem, 'e', 'r'] when stem.Length > Shortest && IsStem(stem) && stem[^1] != stem[^2] => stem,
        _ => word,
    };

    private static string End(string word) => word switch
    {
        { Length: <= Shortest } => word,
        [.. var stem, 'e'] => stem,
        [.. var stem, 'v'] => stem + "f",
        [.. var stem, not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => word[..^1] + "i",
        _ => word,
    };

    private static bool IsStem(string stem) => stem.Length >= Shortest && stem.AsSpan().ContainsAny(Vowels);

    private static string Undoubled(string stem) => stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e' or 'o') ? stem[..^1] : stem;
}
