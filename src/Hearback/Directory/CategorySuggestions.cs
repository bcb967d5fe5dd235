using Hearback.Places;

namespace Hearback.Directory;

/// <summary>
/// Says which categories somebody may mean who tells it in plain words, by the words that the pack holds for each. It only suggests: the person
/// chooses. When it does not know it says nothing, and a category without words is never suggested.
/// </summary>
public sealed class CategorySuggestions
{
    public const int Most = 3;

    /// <summary>More than this of what somebody typed is not looked at.</summary>
    private const int MostTyped = 60;

    /// <summary>How many other words may stand between those of a phrase: "took over (my neighbours) flat".</summary>
    private const int MostBetween = 3;

    // Tuned on tests/Hearback.Tests/Directory/said-tuned.txt; docs/figures.md says what came of it.
    private const double Enough = 2.0;
    private const double BesideTheFirst = 0.45;
    private const double OfName = 0.4;
    private const double OfSmallWord = 0.2;
    private const double OfSlip = 0.8;

    private static readonly HashSet<string> SmallWords = Stems("a about again all am an and any are as at be because been but by can do for from get go had has have he her him his i if in into is it its me my near not of off on or our out over people per she so some someone something such that the their them there they this to up us was we were who will with without you your");
    private static readonly HashSet<string> Denials = Stems("no not isnt arent wasnt without never");
    private static readonly HashSet<string> Articles = Stems("a an the any");

    private readonly IReadOnlyList<Category> _categories;
    private readonly ILookup<string, Phrase> _phrasesByFirst;
    private readonly HashSet<string> _stems;
    private readonly ILookup<char, Spelt> _spellings;

    public CategorySuggestions(Pack pack)
    {
        _categories = [.. pack.InUse.Where(category => category.Words.Count > 0)];
        var said = _categories.SelectMany((category, index) => category.Words.Select(words => (Category: index, Words: SearchWords.Split(words))))
            .Where(phrase => phrase.Words.Count > 1 || !SmallWords.Contains(EnglishStem.Of(phrase.Words[0]))).ToList();
        var named = _categories.SelectMany((category, index) => SearchWords.Split(category.Name).Select(word => (Category: index, Word: word)).Where(name => !SmallWords.Contains(EnglishStem.Of(name.Word))));
        List<Phrase> phrases = [.. Weighed(said.Select(phrase => new Phrase(phrase.Category, [.. phrase.Words.Select(EnglishStem.Of)]))),
            // "crackhouse" is "crack house", and "fly tipping" "flytipping".
            .. Weighed(said.Where(phrase => phrase.Words.Count > 1).Select(phrase => new Phrase(phrase.Category, [EnglishStem.Of(string.Concat(phrase.Words))]) { Share = phrase.Words.Count })),
            .. Weighed(named.Select(name => new Phrase(name.Category, [EnglishStem.Of(name.Word)]) { Share = OfName }))];
        _phrasesByFirst = phrases.ToLookup(phrase => phrase.Stems[0]);
        _stems = [.. phrases.SelectMany(phrase => phrase.Stems)];
        _spellings = said.SelectMany(phrase => phrase.Words).Concat(_stems).Distinct().Select(word => new Spelt(word, EnglishStem.Of(word))).Where(spelt => spelt.Word.Length > 3 && _stems.Contains(spelt.Stem)).ToLookup(spelt => spelt.Word[0]);
    }

    /// <summary>At most three categories, the likeliest first; none when it does not know.</summary>
    public IReadOnlyList<Category> For(string typed)
    {
        var heard = Heard([.. SearchWords.Split(typed).Take(MostTyped)]);
        var scores = new double[_categories.Count];
        // A word speaks once for a category, in the phrase in which it says most.
        var said = heard.Keys.SelectMany(stem => _phrasesByFirst[stem]).SelectMany(phrase => phrase.FoundIn(heard), (phrase, found) => (phrase.Category, found.At, found.Weight));
        foreach (var word in said.GroupBy(found => (found.Category, found.At))) { scores[word.Key.Category] += word.Max(found => found.Weight); }

        var least = Math.Max(Enough, scores.DefaultIfEmpty().Max() * BesideTheFirst);
        return [.. Enumerable.Range(0, scores.Length).Where(category => scores[category] >= least).OrderByDescending(category => scores[category]).Take(Most).Select(category => _categories[category])];
    }

    private static HashSet<string> Stems(string words) => [.. words.Split(' ').Select(EnglishStem.Of)];

    /// <summary>A phrase that several categories share says less of each.</summary>
    private IEnumerable<Phrase> Weighed(IEnumerable<Phrase> phrases) => phrases.GroupBy(phrase => phrase.Key)
        .SelectMany(same => same.DistinctBy(phrase => phrase.Category), (same, phrase) => phrase with { Weight = phrase.Share * Math.Log(1 + ((double)_categories.Count / same.Select(p => p.Category).Distinct().Count())) });

    /// <summary>Where each word that we know was said; a slip of the finger is heard as the word that was meant, though less surely.</summary>
    private Dictionary<string, List<Hearing>> Heard(IReadOnlyList<string> words)
    {
        var heard = new Dictionary<string, List<Hearing>>();
        var meant = new Dictionary<string, List<string>>();
        var denied = false;
        for (var at = 0; at < words.Count; at++)
        {
            var stem = EnglishStem.Of(words[at]);
            if (_stems.Contains(stem)) { Hear(stem, at, 1); }
            else
            {
                if (!meant.TryGetValue(words[at], out var near)) { meant[words[at]] = near = [.. Meant(words[at], stem)]; }

                foreach (var one in near) { Hear(one, at, OfSlip); }
            }

            // "air b n b" is "airbnb".
            for (var count = 2; count <= 4 && at + count <= words.Count; count++)
            {
                if (EnglishStem.Of(string.Concat(words.Skip(at).Take(count))) is { Length: > 4 } joined && _stems.Contains(joined)) { Hear(joined, at, 1); }
            }

            denied = Denials.Contains(stem) || (denied && Articles.Contains(stem));
        }

        return heard;

        void Hear(string stem, int at, double surely)
        {
            if (!heard.TryGetValue(stem, out var places)) { heard[stem] = places = []; }

            places.Add(new(at, surely, denied));
        }
    }

    /// <summary>"Testing" is a word well bent, so it is not "texting"; "textng" is.</summary>
    private IEnumerable<string> Meant(string word, string stem) => SmallWords.Contains(stem) ? [] :
        _spellings[word[0]].Where(known => Spelling.IsNear(stem, known.Word)).Select(known => known.Stem).Distinct();

    /// <summary>A word as the pack writes it, or its stem, by which a mistyped one is known.</summary>
    private readonly record struct Spelt(string Word, string Stem);

    private readonly record struct Hearing(int At, double Surely, bool Denied);

    private sealed record Phrase(int Category, IReadOnlyList<string> Stems)
    {
        public double Share { get; init; } = 1;

        public double Weight { get; init; }

        public string Key => string.Join(' ', Stems.Order(StringComparer.Ordinal));

        /// <summary>The places at which its words stand close together, in whatever order, and what each says there.</summary>
        public IEnumerable<(int At, double Weight)> FoundIn(Dictionary<string, List<Hearing>> heard)
        {
            if (Stems.Any(stem => !heard.ContainsKey(stem))) { yield break; }

            foreach (var first in heard[Stems[0]])
            {
                // "No noise" is not about noise; "no light" is a phrase of its own.
                if (Stems.Count is 1 && first.Denied) { continue; }

                var places = Stems.Select(stem => heard[stem].MinBy(hearing => Math.Abs(hearing.At - first.At))).ToList();
                if (places.Max(place => place.At) - places.Min(place => place.At) >= Stems.Count + MostBetween) { continue; }

                foreach (var (place, stem) in places.Zip(Stems)) { yield return (place.At, Weight * place.Surely * (Stems.Count > 1 && SmallWords.Contains(stem) ? OfSmallWord : 1)); }
            }
        }
    }
}
