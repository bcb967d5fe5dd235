using System.Globalization;
using System.Text;
using Hearback.Places;

namespace Hearback.Directory;

/// <summary>Finds services by the words that people have for their trouble. A rare word says more than one that many services have.</summary>
public static class ServiceSearch
{
    private const int ShortestWord = 3;

    // What fits less than half as well as the best is no answer.
    private const double WorthShowing = 0.5;

    private static readonly HashSet<string> SaysNothing =
    [
        "the", "and", "for", "you", "your", "are", "was", "not", "but", "with", "that", "this", "they", "them", "their", "there", "has", "have", "who", "our", "out", "can", "any", "all", "from",
        "via", "will", "which", "what", "when", "where", "then", "than", "how", "into", "about", "see", "call", "report", "tell", "one", "something", "someone", "people", "use", "these",
    ];

    /// <summary>Those that fit the words best, the best first; all of them, in their order, when nothing is looked for.</summary>
    public static IReadOnlyList<ListedService> Find(this Pack pack, IEnumerable<ListedService> services, string? words)
    {
        var looked = Words(words ?? "").Distinct().ToList();
        var all = services.Select(service => (Service: service, Words: Indexed(service, pack))).ToList();
        if (looked.Count is 0) { return string.IsNullOrWhiteSpace(words) ? [.. all.Select(one => one.Service)] : []; }

        var found = all.Select(one => (one.Service, Fit: looked.Where(word => Has(one.Words, word)).Sum(word => 1.0 / all.Count(other => Has(other.Words, word))))).Where(one => one.Fit > 0).ToList();
        return found.Count is 0 ? [] : [.. found.Where(one => one.Fit >= found.Max(best => best.Fit) * WorthShowing).OrderByDescending(one => one.Fit).Select(one => one.Service)];
    }

    /// <summary>"dealers" is found by "dealer", and "syringe" by "syringes".</summary>
    private static bool Has(HashSet<string> words, string word) => words.Contains(word) || words.Any(known => known.StartsWith(word, StringComparison.Ordinal));

    private static HashSet<string> Indexed(ListedService service, Pack pack)
    {
        var categories = service.Categories.Select(pack.Category).OfType<Category>();
        string?[] texts =
        [
            service.Name, service.About, service.UseWhen, pack.Organisation(service.Organisation)?.Name, .. service.Also, .. service.Channels.SelectMany(channel => new[] { channel.To, channel.Name }),
            .. service.Channels.Select(channel => channel.Digits), .. categories.SelectMany(category => new[] { category.Name, category.Hint }),
        ];
        return [.. texts.SelectMany(text => Words(text ?? ""))];
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var sign in text.Append(' '))
        {
            if (char.IsLetterOrDigit(sign)) { word.Append(PlainLetters.Of(sign)); continue; }

            // "CPO's" and "fly-tipping" are one word each; an accent is none at all.
            if (sign is '\'' or '’' or '-' || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark) { continue; }

            if (word.Length >= ShortestWord && word.ToString() is var whole && !SaysNothing.Contains(whole)) { yield return whole.Length > 4 ? whole.TrimEnd('s') : whole; }

            word.Clear();
        }
    }
}
