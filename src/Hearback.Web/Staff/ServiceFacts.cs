using Hearback.Directory;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff;

/// <summary>One line of what a service says of itself.</summary>
public sealed record ServiceFact(string Name, string Says);

/// <summary>What was said before and what is said now. Either is empty where nothing was said.</summary>
public sealed record ChangedFact(string Name, string Before, string After);

/// <summary>All that a service says, line by line, so that two states of it can be told apart in words.</summary>
public static class ServiceFacts
{
    public static IReadOnlyList<ServiceFact> Of(ListedService service, Pack pack, IStringLocalizer words)
    {
        var hours = service.Hours;
        string[] ways = [.. service.Channels.Select(channel => $"{words.Say(channel.Kind)}: {string.Join(", ", new[] { channel.To, channel.Name }.OfType<string>())}")];
        string[] times = hours is null ? [] :
        [
            .. words.InWords(hours).Select(line => $"{line.Days}: {line.Hours}"), words.Say(hours.OnBankHolidays),
            .. hours.Exceptions.Select(HoursTyped.Write),
        ];
        string[] area = [.. service.Area.Wards, .. service.Area.Places, .. service.Area.Except.Select(place => words["not {0}", place].Value), .. service.Area.OnlyCouncilHomes ? new[] { words["only homes that the council manages"].Value } : []];
        return
        [
            new(words["Name"], service.Name),
            new(words["What it is for"], service.About),
            new(words["When to use it"], service.UseWhen),
            new(words["When not"], service.NotWhen ?? ""),
            new(words["Ways to reach it"], string.Join("\n", ways)),
            new(words["Opening hours"], string.Join("\n", times)),
            new(words["Where"], string.Join(", ", area)),
            new(words["What it helps with"], string.Join(", ", service.Categories.Select(code => pack.Category(code)?.ShortName ?? code))),
            new(words["Their task and not ours"], string.Join(", ", service.Owns.Select(code => pack.Category(code)?.ShortName ?? code))),
            new(words["How they take reports from us"], service.Handover switch
            {
                { Email: { } email } => words["By email to {0}", email],
                { Open311: { } server } => words["By Open311 at {0}, as {1}", server.Endpoint.OriginalString, string.Join(", ", new[] { server.ServiceCode, server.Jurisdiction }.OfType<string>())],
                _ => "",
            }),
            new(words["Without a name"], service.Anonymous ? words["Yes"] : words["No"]),
            new(words["Team that gets reports"], service.Team ?? ""),
            new(words["Run by"], pack.Organisation(service.Organisation)?.Name ?? service.Organisation),
            new(words["Other words for it"], string.Join(", ", service.Also)),
            new(words["Last checked on"], service.CheckedOn is { } day ? $"{day.InFull()} {day.Year}" : ""),
        ];
    }

    public static IReadOnlyList<ChangedFact> Between(ListedService? before, ListedService? after, Pack pack, IStringLocalizer words)
    {
        var (earlier, later) = (before is null ? [] : Of(before, pack, words), after is null ? [] : Of(after, pack, words));
        return [.. earlier.Concat(later).Select(fact => fact.Name).Distinct()
            .Select(name => new ChangedFact(name, Said(earlier, name), Said(later, name))).Where(fact => fact.Before != fact.After)];

        static string Said(IReadOnlyList<ServiceFact> facts, string name) => facts.FirstOrDefault(fact => fact.Name == name)?.Says ?? "";
    }
}
