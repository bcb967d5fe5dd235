using System.Text.Json;

namespace Hearback.Directory;

/// <summary>What a coordinator changes of categories, questions and routing: made of the pack as they saw it and of the pack as it is, so that nothing of what others did meanwhile is lost.</summary>
/// <exception cref="RefusedException">What they change is not as they saw it any more.</exception>
public delegate Pack SetupChange(Pack seen, Pack now);

public static class SetupChanges
{
    /// <summary>Puts the category in the place of the one with its code, or beside the others, after the category of that code; first when there is none.</summary>
    public static SetupChange Put(Category category, string? after) => (seen, now) =>
    {
        RefuseIfOther(seen.Category(category.Code), now.Category(category.Code));
        return now with { Categories = Placed(seen.Categories, now.Categories, category, one => one.Code, after) };
    };

    /// <inheritdoc cref="Put(Directory.Category, string?)"/>
    public static SetupChange Put(FollowUp question, string? after) => (seen, now) =>
    {
        RefuseIfOther(seen.FollowUp(question.Code), now.FollowUp(question.Code));
        return now with { FollowUps = Placed(seen.FollowUps, now.FollowUps, question, one => one.Code, after) };
    };

    /// <summary>Asks the question no more. What was answered to it stays with its report.</summary>
    public static SetupChange RemoveQuestion(string code) => (seen, now) =>
    {
        RefuseIfOther(seen.FollowUp(code), now.FollowUp(code));
        if (now.FollowUps.FirstOrDefault(other => other.When?.Question == code) is { } needs) { throw new RefusedException($"‘{needs.Text}’ is asked only after this question. Change or remove that one first"); }

        return now with { FollowUps = [.. now.FollowUps.Where(question => question.Code != code)] };
    };

    /// <summary>Puts the rule in the place of the one that was seen at this number, or beside the others when there is none, so that it comes to stand at <paramref name="place"/>. Both count from 1.</summary>
    public static SetupChange Put(RoutingRule rule, int? number, int place) => (seen, now) =>
    {
        var rest = seen.Routing.ToList();
        var others = now.Routing.ToList();
        var at = number is { } old ? IndexNow(seen, now, old) : -1;
        if (at >= 0)
        {
            rest.RemoveAt(number!.Value - 1);
            others.RemoveAt(at);
        }

        var wanted = Math.Clamp(place - 1, 0, rest.Count);
        // One that is not moved stays where it is now; one that is moved comes to stand after the rule that it was put after.
        var index = number == place ? at : wanted is 0 ? 0 : others.FindLastIndex(other => Same(other, rest[wanted - 1])) is >= 0 and var before ? before + 1 : Math.Min(wanted, others.Count);
        others.Insert(index, rule);
        return now with { Routing = others };
    };

    public static SetupChange RemoveRule(int number) => (seen, now) =>
    {
        var others = now.Routing.ToList();
        others.RemoveAt(IndexNow(seen, now, number));
        return now with { Routing = others };
    };

    /// <summary>Categories, questions and routing as they stood then. A category that came later stays for the reports that are of it, out of use.</summary>
    public static SetupChange BackTo(Pack then) => (_, now) =>
    {
        List<Category> later = [.. now.Categories.Where(category => then.Category(category.Code) is null).Select(category => category with { OutOfUse = true })];
        return now with
        {
            Groups = [.. then.Groups, .. now.Groups.Where(group => then.Groups.All(known => known.Code != group.Code) && later.Any(category => category.Group == group.Code))],
            Categories = [.. then.Categories, .. later],
            FollowUps = then.FollowUps,
            Routing = then.Routing,
        };
    };

    /// <summary>The number that the rule has now. One that somebody changed in its place keeps it; null when there is none in its place any more, so that whoever goes on adds theirs anew.</summary>
    public static int? NumberNow(Pack seen, Pack now, int number) => FindNow(seen, now, number) is { } index ? index + 1
        : seen.Routing.Count == now.Routing.Count && number >= 1 && number <= now.Routing.Count ? number : null;

    internal static bool Same<T>(T one, T other) => JsonSerializer.Serialize(one, PackVersion.Json) == JsonSerializer.Serialize(other, PackVersion.Json);

    private static void RefuseIfOther<T>(T? seen, T? now)
    {
        if (!Same(seen, now)) { throw new RefusedException(EditSetup.SomebodyWasFirst); }
    }

    /// <summary>Where the rule stands now that was seen at the number.</summary>
    private static int IndexNow(Pack seen, Pack now, int number) => FindNow(seen, now, number) ?? throw new RefusedException(EditSetup.SomebodyWasFirst);

    /// <summary>Of several that say the same it is the nearest.</summary>
    private static int? FindNow(Pack seen, Pack now, int number) => seen.Routing.ElementAtOrDefault(number - 1) is { } rule
        ? Enumerable.Range(0, now.Routing.Count).Where(index => Same(now.Routing[index], rule)).OrderBy(index => Math.Abs(index - number + 1)).Cast<int?>().FirstOrDefault()
        : null;

    private static List<T> Placed<T>(IReadOnlyList<T> seen, IReadOnlyList<T> now, T item, Func<T, string> codeOf, string? after)
    {
        var (code, others) = (codeOf(item), now.ToList());
        var at = others.FindIndex(other => codeOf(other) == code);
        var seenAt = seen.ToList().FindIndex(other => codeOf(other) == code);
        if (at >= 0 && after == (seenAt > 0 ? codeOf(seen[seenAt - 1]) : null))
        {
            others[at] = item;
            return others;
        }

        if (at >= 0) { others.RemoveAt(at); }

        var index = after is null ? 0 : others.FindIndex(other => codeOf(other) == after) is >= 0 and var before ? before + 1 : others.Count;
        others.Insert(index, item);
        return others;
    }
}
