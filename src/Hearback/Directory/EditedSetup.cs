using Hearback.Data;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Directory;

/// <summary>What members changed in pages, of categories, questions and routing, since a folder was last taken over whole, and that stands otherwise in the folder now.</summary>
internal sealed record EditedSetup(IReadOnlyList<string> Categories, IReadOnlyList<string> Questions, bool Routing, bool Order)
{
    public static EditedSetup None { get; } = new([], [], Routing: false, Order: false);

    public bool IsNone => Categories.Count + Questions.Count is 0 && !Routing && !Order;

    public IReadOnlyList<string> InWords =>
    [
        .. Categories.Select(code => $"the category {code}"),
        .. Questions.Select(code => $"the question {code}"),
        .. Routing ? new[] { "the routing rules" } : [],
        .. Order ? new[] { "the order of categories or questions" } : [],
    ];

    public static async Task<EditedSetup> ReadAsync(HearbackDb db, Pack now, Pack folder)
    {
        var whole = await db.Packs.Where(version => version.Service == null && version.Part == null && !version.KeptSetup).MaxAsync(version => (int?)version.Number) ?? 0;
        var (categories, questions, routing, order) = (new HashSet<string>(), new HashSet<string>(), false, false);
        foreach (var number in await db.Packs.Where(version => version.Number > whole && version.Part != null).Select(version => version.Number).ToListAsync())
        {
            var (before, after) = ((await db.Packs.AsNoTracking().SingleAsync(version => version.Number == number - 1)).Read(), (await db.Packs.AsNoTracking().SingleAsync(version => version.Number == number)).Read());
            categories.UnionWith(Differing(before.Categories, after.Categories, category => category.Code));
            questions.UnionWith(Differing(before.FollowUps, after.FollowUps, question => question.Code));
            routing |= !SetupChanges.Same(before.Routing, after.Routing);
            order |= !InOneOrder(before, after);
        }

        return new(
            [.. Differing(now.Categories, folder.Categories, category => category.Code).Where(categories.Contains).Order(StringComparer.Ordinal)],
            [.. Differing(now.FollowUps, folder.FollowUps, question => question.Code).Where(questions.Contains).Order(StringComparer.Ordinal)],
            routing && !SetupChanges.Same(now.Routing, folder.Routing),
            order && !InOneOrder(now, folder));
    }

    /// <summary>The folder's pack with all this as members left it.</summary>
    /// <exception cref="RefusedException">What members changed no longer fits the folder.</exception>
    public Pack Keep(Pack now, Pack folder, IReadOnlyList<Place> places)
    {
        var merged = folder with
        {
            Categories = Kept(now.Categories, folder.Categories, Categories, category => category.Code),
            FollowUps = Kept(now.FollowUps, folder.FollowUps, Questions, question => question.Code),
            Routing = Routing ? now.Routing : folder.Routing,
        };
        // The services are looked at when theirs are kept.
        if (PackReading.FaultsOf(merged with { Services = [] }, places) is [var fault, ..])
        {
            throw new RefusedException($"Members changed {string.Join(", ", InWords)}, which no longer fits this folder: {fault.Text}. Write the pack in force with pack export and bring the two together, or take the folder's with --replace-setup");
        }

        return merged;
    }

    private List<T> Kept<T>(IReadOnlyList<T> now, IReadOnlyList<T> folder, IReadOnlyList<string> edited, Func<T, string> codeOf)
    {
        var kept = now.Where(one => edited.Contains(codeOf(one))).ToDictionary(codeOf);
        List<T> merged = [.. folder.Where(one => !edited.Contains(codeOf(one)) || kept.ContainsKey(codeOf(one))).Select(one => kept.GetValueOrDefault(codeOf(one), one))];
        var codes = now.Select(codeOf).ToList();
        foreach (var added in kept.Values.Where(one => folder.All(known => codeOf(known) != codeOf(one))))
        {
            // It stands where it stands now: after the nearest before it that the folder has too.
            var before = codes.Take(codes.IndexOf(codeOf(added))).Reverse().Select(code => merged.FindIndex(one => codeOf(one) == code)).FirstOrDefault(index => index >= 0, -1);
            merged.Insert(before + 1, added);
        }

        // What only the folder has keeps its place behind the one that it follows there.
        return !Order ? merged : [.. merged.Select((one, index) => (One: one, At: merged.Take(index + 1).Reverse().Select(near => codes.IndexOf(codeOf(near))).FirstOrDefault(at => at >= 0, -1), Index: index))
            .OrderBy(one => one.At).ThenBy(one => one.Index).Select(one => one.One)];
    }

    private static IEnumerable<string> Differing<T>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, string> codeOf)
    {
        var (ones, others) = (one.ToDictionary(codeOf), other.ToDictionary(codeOf));
        return ones.Keys.Union(others.Keys).Where(code => !SetupChanges.Same(ones.GetValueOrDefault(code), others.GetValueOrDefault(code)));
    }

    /// <summary>Whether what both have stands in the same order in both.</summary>
    private static bool InOneOrder(Pack one, Pack other) =>
        InOneOrder([.. one.Categories.Select(category => category.Code)], [.. other.Categories.Select(category => category.Code)])
        && InOneOrder([.. one.FollowUps.Select(question => question.Code)], [.. other.FollowUps.Select(question => question.Code)]);

    private static bool InOneOrder(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.Where(other.Contains).SequenceEqual(other.Where(one.Contains));
}
