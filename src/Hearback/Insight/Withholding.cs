namespace Hearback.Insight;

/// <summary>
/// A count as anybody may read it: the number, "at least" a number, or nothing. "At least" is what follows from the numbers beside it and tells no more.
/// </summary>
public readonly record struct PublicCount(int? Number, bool AtLeast = false)
{
    public static PublicCount Withheld => default;

    public bool IsExact => Number is not null && !AtLeast;
}

/// <summary>
/// How many of how many, as anybody may read it: one number, a span such as "16 to 19", or nothing. Of "at least" so many, it is how many of those that are shown.
/// </summary>
public readonly record struct PublicShare(PublicCount Of, int? From = null, int? To = null)
{
    public bool IsExact => From is not null && From == To;
}

/// <summary>How many of how many.</summary>
public readonly record struct Share(int Good, int Of)
{
    public int Bad => Of - Good;

    public static Share operator +(Share one, Share other) => new(one.Good + other.Good, one.Of + other.Of);
}

/// <summary>
/// Keeps numbers from 1 to 4 from being read or worked out. Nothing is told as 0, since it is about nobody. A total is told exactly only if that leaves
/// open all that the withheld numbers beside it may be; otherwise it is "at least" what is shown already (docs/adr/0025).
/// </summary>
public static class Withholding
{
    /// <summary>Smaller numbers are withheld, but for 0.</summary>
    public const int Fewest = 5;

    private const int Most = Fewest - 1;

    /// <summary>The parts and their total.</summary>
    public static (IReadOnlyList<PublicCount> Parts, PublicCount Total) Counts(IReadOnlyList<int> parts)
    {
        var shown = parts.Select(part => IsSmall(part) ? PublicCount.Withheld : new PublicCount(part)).ToList();
        var hidden = parts.Where(IsSmall).Select(_ => new Span(1, Most)).ToList();
        return (shown, hidden.Count is 0 || (LeavesOpen(hidden, parts.Where(IsSmall).Sum()) && !IsSmall(parts.Sum()))
            ? new(parts.Sum())
            : AtLeast(shown.Sum(part => part.Number ?? 0) + hidden.Count));
    }

    /// <summary>The shares of the parts and of all together.</summary>
    public static (IReadOnlyList<PublicShare> Parts, PublicShare Total) Shares(IReadOnlyList<Share> parts)
    {
        var (of, ofAll) = Counts([.. parts.Select(part => part.Of)]);
        var shown = parts.Select((part, index) => Show(part, of[index])).ToList();
        if (!ofAll.IsExact) { return (shown, OfThoseShown(shown)); }

        // What is known of the bad ones of each part that is not told exactly. Of those whose number is withheld as well, only their sum is known.
        var unknown = shown.Where(share => share is { Of.Number: not null, IsExact: false }).Select(BadOf).ToList();
        if (parts.Where((_, index) => of[index].Number is null).Sum(part => part.Of) is > 0 and var together) { unknown.Add(new(0, together)); }

        var bad = parts.Where((_, index) => !shown[index].IsExact).Sum(part => part.Bad);
        var all = parts.Aggregate(default(Share), (sum, part) => sum + part);
        if (unknown.Count is 0 || (LeavesOpen(unknown, bad) && !IsSmall(all.Good) && !IsSmall(all.Bad))) { return (shown, new(ofAll, all.Good, all.Good)); }

        return (shown, OfThoseShown(shown));
    }

    private static bool IsSmall(int number) => number is > 0 and < Fewest;

    private static PublicShare Show(Share share, PublicCount of) => share switch
    {
        _ when of.Number is null => new(of),
        { Good: 0 } or { Bad: 0 } => new(of, share.Good, share.Good),
        // So few that "1 to 4" of the one and of the other would leave little open.
        { Of: < 2 * Fewest } => new(of),
        { Bad: < Fewest } => new(of, share.Of - Most, share.Of - 1),
        { Good: < Fewest } => new(of, 1, Most),
        _ => new(of, share.Good, share.Good),
    };

    /// <summary>What those that are shown come to, which anybody could add up. It stands for all only where they are most of what is known.</summary>
    private static PublicShare OfThoseShown(List<PublicShare> shown)
    {
        var counted = shown.Where(share => share.From is not null).ToList();
        var of = counted.Sum(share => share.Of.Number!.Value);
        return of >= Fewest && of * 2 > shown.Sum(share => share.Of.Number ?? 0) ? new(new(of, AtLeast: true), counted.Sum(share => share.From), counted.Sum(share => share.To)) : default;
    }

    private static Span BadOf(PublicShare share) => share switch
    {
        { From: { } from, To: { } to, Of.Number: { } of } => new(of - to, of - from),
        _ => new(1, share.Of.Number!.Value - 1),
    };

    /// <summary>Whether each of the numbers may still be anything in its span, for who knows their sum.</summary>
    private static bool LeavesOpen(List<Span> spans, int sum)
    {
        var (least, most) = (spans.Sum(span => span.Least), spans.Sum(span => span.Most));
        return spans.TrueForAll(span => sum - (most - span.Most) <= span.Least && sum - (least - span.Least) >= span.Most);
    }

    private static PublicCount AtLeast(int number) => number >= Fewest ? new(number, AtLeast: true) : PublicCount.Withheld;

    private readonly record struct Span(int Least, int Most);
}
