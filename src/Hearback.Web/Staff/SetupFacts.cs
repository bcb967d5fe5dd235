using Hearback.Directory;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff;

/// <summary>Something that changed from one version of the pack to another, and what of it.</summary>
public sealed record ChangedThing(string Name, IReadOnlyList<ChangedFact> Facts);

/// <summary>What two versions of the pack say differently, in words.</summary>
public sealed class SetupFacts(Pack before, Pack after, Func<string, string> placeName, IStringLocalizer words)
{
    /// <summary>All that a coordinator can change in pages, and then whatever else an import brought.</summary>
    public IReadOnlyList<ChangedThing> All() => [.. Setup(), .. Services(), .. Rest()];

    /// <summary>Categories, questions and routing.</summary>
    public IReadOnlyList<ChangedThing> Setup() =>
    [
        .. Things(before.Categories, after.Categories, one => one.Code, one => words["Category: {0}", one.Name], Of),
        .. Order(words["Order of the categories"], before.Categories, after.Categories, one => one.Code, one => one.ShortName),
        .. Things(before.FollowUps, after.FollowUps, one => one.Code, one => words["Question: {0}", one.Text], Of),
        .. Order(words["Order of the questions"], before.FollowUps, after.FollowUps, one => one.Code, one => one.Text),
        .. Routing(),
    ];

    private IReadOnlyList<ServiceFact> Of(Pack pack, Category category) =>
    [
        new(words["Name"], category.Name),
        new(words["Name in short"], category.ShortName),
        new(words["Group"], pack.GroupOf(category).Name),
        new(words["Help line"], category.Hint ?? ""),
        new(words["Advice"], category.Advice ?? ""),
        new(words["Words residents use"], string.Join(", ", category.Words)),
        new(words["How urgent"], words[category.Tier.InWords()]),
        new(words["NSIR class"], words[category.Class.InWords()]),
        new(words["Police heading"], category.MetHeading ?? ""),
        new(words["Private"], category.Private ? words["Yes"] : words["No"]),
        new(words["A person who needs help"], category.Welfare ? words["Yes"] : words["No"]),
        new(words["Can be chosen"], category.OutOfUse ? words["No"] : words["Yes"]),
    ];

    private IReadOnlyList<ServiceFact> Of(Pack pack, FollowUp question) =>
    [
        new(words["Question"], question.Text),
        new(words["Help line"], question.Hint ?? ""),
        new(words["How it is answered"], words[question.Kind.InWords()]),
        new(words["Answers"], string.Join("\n", question.Options.Select(option => option.Text))),
        new(words["Asked for"], string.Join(", ", question.Categories.Select(code => pack.Category(code)?.ShortName ?? code))),
        new(words["Must be answered"], question.Required ? words["Yes"] : words["No"]),
        new(words["Asked only when"], question.When is { } when ? words.Say(when, pack) : ""),
        new(words["Stops with advice"], string.Join("\n", question.Stops.Select(stop => $"{question.Choices.FirstOrDefault(choice => choice.Code == stop.Key)?.Text ?? stop.Key}: {stop.Value}"))),
    ];

    /// <summary>A rule has no name, so one that is gone and one that has come are taken together as one that was changed.</summary>
    private IEnumerable<ChangedThing> Routing()
    {
        var (gone, come) = (Without(before.Routing, after.Routing), Without(after.Routing, before.Routing));
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
        {
            var (was, now) = (gone.ElementAtOrDefault(i), come.ElementAtOrDefault(i));
            yield return new(now is { } rule ? words["Routing rule {0}", rule.Number] : words["Routing rule {0} was removed", was!.Number],
            [
                .. Differ(words["Which reports"], was is null ? "" : words.Say(was.Rule, before, placeName), now is null ? "" : words.Say(now.Rule, after, placeName)),
                .. Differ(words["Go to"], was is null ? "" : before.InFull(was.Rule.To), now is null ? "" : after.InFull(now.Rule.To)),
                .. Differ(words["Because"], was?.Rule.Because ?? "", now?.Rule.Because ?? ""),
            ]);
        }

        foreach (var moved in Order(words["Order of the routing rules"], before.Routing, after.Routing, Json, rule => $"{words.Say(rule, after, placeName, inShort: true)} → {after.Team(rule.To)?.Name ?? rule.To}")) { yield return moved; }
    }

    private IEnumerable<ChangedThing> Services() => before.Services.Concat(after.Services).Select(service => service.Code).Distinct()
        .Select(code => new ChangedThing(words["Service: {0}", (after.Service(code) ?? before.Service(code))!.Name], ServiceFacts.Between(before.Service(code), after.Service(code), after, words)))
        .Where(thing => thing.Facts.Count > 0);

    private IEnumerable<ChangedThing> Rest()
    {
        (string Name, object Before, object After)[] parts =
        [
            (words["About the partnership"], before.About, after.About), (words["Organisations and teams"], before.Organisations, after.Organisations), (words["Groups of categories"], before.Groups, after.Groups),
            (words["Service standards"], before.Standards, after.Standards), (words["Wards"], before.Wards, after.Wards), (words["Glossary"], before.Glossary, after.Glossary),
            (words["Neighbours"], before.Neighbours, after.Neighbours), (words["Map"], before.Area, after.Area),
        ];
        return parts.Where(part => Json(part.Before) != Json(part.After)).Select(part => new ChangedThing(part.Name, []));
    }

    private IEnumerable<ChangedThing> Things<T>(IReadOnlyList<T> earlier, IReadOnlyList<T> later, Func<T, string> codeOf, Func<T, string> nameOf, Func<Pack, T, IReadOnlyList<ServiceFact>> factsOf) where T : class
    {
        foreach (var code in earlier.Concat(later).Select(codeOf).Distinct())
        {
            var (was, now) = (earlier.FirstOrDefault(one => codeOf(one) == code), later.FirstOrDefault(one => codeOf(one) == code));
            var (told, fresh) = (was is null ? [] : factsOf(before, was), now is null ? [] : factsOf(after, now));
            List<ChangedFact> facts = [.. told.Concat(fresh).Select(fact => fact.Name).Distinct().SelectMany(name => Differ(name, Said(told, name), Said(fresh, name)))];
            if (facts.Count > 0) { yield return new(nameOf((now ?? was)!), facts); }
        }

        static string Said(IReadOnlyList<ServiceFact> facts, string name) => facts.FirstOrDefault(fact => fact.Name == name)?.Says ?? "";
    }

    /// <summary>Of what both have: which one was moved, or the whole order when it was more than one.</summary>
    private IEnumerable<ChangedThing> Order<T>(string name, IReadOnlyList<T> earlier, IReadOnlyList<T> later, Func<T, string> codeOf, Func<T, string> nameOf)
    {
        var both = later.Select(codeOf).Intersect(earlier.Select(codeOf)).ToHashSet();
        var (was, now) = (earlier.Select(codeOf).Where(both.Contains).ToList(), later.Select(codeOf).Where(both.Contains).ToList());
        if (was.SequenceEqual(now)) { yield break; }

        var named = later.DistinctBy(codeOf).ToDictionary(codeOf, nameOf);
        var moved = now.FirstOrDefault(code => was.Where(other => other != code).SequenceEqual(now.Where(other => other != code)));
        yield return new(name, moved is null
            ? [new("", string.Join("\n", was.Select(code => named[code])), string.Join("\n", now.Select(code => named[code])))]
            : [new(named[moved], After(was), After(now))]);

        string After(List<string> order) => order.IndexOf(moved!) is > 0 and var at ? words["after: {0}", named[order[at - 1]]] : words["first"];
    }

    private static List<Numbered> Without(IReadOnlyList<RoutingRule> rules, IReadOnlyList<RoutingRule> others)
    {
        var known = others.Select(Json).ToHashSet();
        return [.. rules.Select((rule, index) => new Numbered(rule, index + 1)).Where(one => !known.Contains(Json(one.Rule)))];
    }

    private static IEnumerable<ChangedFact> Differ(string name, string was, string now) => was == now ? [] : [new(name, was, now)];

    private static string Json<T>(T one) => System.Text.Json.JsonSerializer.Serialize(one, one!.GetType());

    private sealed record Numbered(RoutingRule Rule, int Number);
}
