using Hearback.Insight;

namespace Hearback.Tests.Insight;

/// <summary>A number from 1 to 4 can be neither read nor worked out, whatever else is published beside it.</summary>
public sealed class WithholdingTests
{
    private static readonly int[] Small = [1, 2, 3, 4];

    /// <summary>All tables of up to four parts from these numbers.</summary>
    public static TheoryData<int> Sizes => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_sum_of_what_is_published_narrows_a_withheld_count(int size)
    {
        foreach (var parts in Tables([0, 1, 2, 3, 4, 5, 7, 30], size))
        {
            var (shown, total) = Withholding.Counts(parts);
            Assert.All(shown.Zip(parts), pair => Assert.Equal(pair.Second is 0 or >= 5 ? pair.Second : null, pair.First.Number));
            Assert.False(total.Number is > 0 and < 5, $"{string.Join(" ", parts)}: the total shows {total.Number}");
            var hidden = shown.Index().Where(part => part.Item.Number is null).Select(part => part.Index).ToList();
            if (hidden.Count is 0) { Assert.Equal(new(parts.Sum()), total); }

            // Whoever knows the rule tries all that the withheld ones may be, against the total.
            var possible = Tables(Small, hidden.Count).Where(tried => Fits(total, shown.Sum(part => part.Number ?? 0) + tried.Sum())).ToList();
            for (var at = 0; at < hidden.Count; at++) { Assert.Equal(Small, possible.Select(tried => tried[at]).Distinct().Order()); }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nor_does_who_knows_how_the_totals_are_made_find_a_count(int size)
    {
        foreach (var parts in Tables([0, 1, 2, 3, 4, 5, 9], size))
        {
            var (shown, total) = Withholding.Counts(parts);
            var hidden = shown.Index().Where(part => part.Item.Number is null).Select(part => part.Index).ToList();
            var possible = Tables(Small, hidden.Count).Where(tried => Withholding.Counts(Filled(parts, hidden, tried)).Total == total).ToList();
            for (var at = 0; at < hidden.Count; at++) { Assert.True(possible.Select(tried => tried[at]).Distinct().Count() > 1, $"{string.Join(" ", parts)} can be worked out"); }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_sum_finds_a_withheld_share(int size)
    {
        Share[] kinds = [new(0, 0), new(1, 1), new(0, 3), new(2, 4), new(5, 5), new(3, 7), new(6, 7), new(9, 10), new(12, 12), new(3, 14), new(11, 15), new(9, 18), new(38, 40)];
        foreach (var parts in Combinations(kinds, size))
        {
            var (shown, total) = Withholding.Shares(parts);
            var hidden = shown.Index().Where(part => !part.Item.IsExact).Select(part => part.Index).ToList();
            Assert.All(hidden, at => Assert.True(parts[at].Of is > 0 and < 5 || parts[at].Good is > 0 and < 5 || parts[at].Bad is > 0 and < 5 || parts[at].Of < 10));
            Assert.All(shown.Where(share => share.IsExact), share => Assert.True((share.From is 0 or >= 5) && (share.Of.Number - share.From is 0 or >= 5)));

            // All that those withheld may be, as the pages show them, against both totals.
            var possible = Combinations([.. hidden.Select(at => Possible(shown[at]).ToArray())])
                .Where(tried => Fits(total.Of, shown.Sum(share => share.IsExact ? share.Of.Number!.Value : 0) + tried.Sum(share => share.Of))
                    && FitsShare(total, shown.Sum(share => share.IsExact ? share.From!.Value : 0) + tried.Sum(share => share.Good))).ToList();
            for (var at = 0; at < hidden.Count; at++)
            {
                var spans = Possible(shown[hidden[at]]).ToList();
                Assert.Equal(spans.Select(share => share.Bad).Distinct().Order(), possible.Select(tried => tried[at].Bad).Distinct().Order());
                Assert.Equal(spans.Select(share => share.Of).Distinct().Order(), possible.Select(tried => tried[at].Of).Distinct().Order());
            }
        }
    }

    [Fact]
    public void A_good_team_is_seen_to_be_good()
    {
        var (parts, total) = Withholding.Shares([new(20, 20), new(98, 100), new(40, 60)]);

        Assert.Equal([(20, 20), (96, 99), (40, 40)], parts.Select(share => (share.From!.Value, share.To!.Value)));
        // The exact total would tell that two of the hundred were late.
        Assert.Equal((new PublicCount(180, AtLeast: true), 156, 159), (total.Of, total.From!.Value, total.To!.Value));
    }

    [Fact]
    public void A_total_beside_one_small_number_says_at_least()
    {
        Assert.Equal(new PublicCount(51, AtLeast: true), Withholding.Counts([20, 30, 3]).Total);
        Assert.Equal(new PublicCount(50), Withholding.Counts([20, 30, 0]).Total);
        Assert.Equal(new PublicCount(55), Withholding.Counts([20, 30, 3, 2]).Total);
        Assert.Equal(PublicCount.Withheld, Withholding.Counts([3, 1]).Total);
    }

    private static bool Fits(PublicCount total, int sum) => total.Number is not { } number || (total.AtLeast ? sum >= number : sum == number);

    private static bool FitsShare(PublicShare total, int good) => total.From is not { } from || total.Of.AtLeast || (good >= from && good <= total.To);

    private static IEnumerable<Share> Possible(PublicShare shown)
    {
        if (shown.Of.Number is not { } of) { return Small.SelectMany(small => Enumerable.Range(0, small + 1).Select(good => new Share(good, small))); }

        var (from, to) = (shown.From ?? 1, shown.To ?? of - 1);
        return Enumerable.Range(from, to - from + 1).Select(good => new Share(good, of));
    }

    private static int[] Filled(int[] parts, List<int> hidden, int[] tried)
    {
        var filled = parts.ToArray();
        foreach (var (at, number) in hidden.Zip(tried)) { filled[at] = number; }

        return filled;
    }

    private static IEnumerable<int[]> Tables(int[] of, int size) => Combinations(of, size);

    private static IEnumerable<T[]> Combinations<T>(T[] of, int size) => Combinations([.. Enumerable.Repeat(of, size)]);

    private static IEnumerable<T[]> Combinations<T>(T[][] of) =>
        of.Aggregate((IEnumerable<T[]>)[[]], (all, next) => all.SelectMany(begun => next.Select(one => (T[])[.. begun, one])));
}
