using Hearback.Places;

namespace Hearback.Directory;

/// <summary>routing.yaml, and all that coordinators change in pages.</summary>
internal sealed partial class PackReading
{
    private const string RoutingTable = "routing.yaml";

    /// <summary>Checks a pack that did not come from files as if it had: categories, questions, routing and services. So the same holds for a member's change as for an import.</summary>
    public static IReadOnlyList<PackFault> FaultsOf(Pack pack, IReadOnlyList<Place> places)
    {
        var reading = new PackReading("");
        var (kinds, known) = (CategoriesFile.Of(pack), KnownCodes.Of(pack, places.Select(place => place.Code)));
        reading.ReadCategories(kinds, [.. (kinds.Groups ?? []).Select(reading.ReadGroup)]);
        reading.ReadQuestions([.. pack.FollowUps.Select(FollowUpFile.Of)], kinds);
        reading.ReadRouting([.. pack.Routing.Select(RoutingFile.Of)], pack, known, places);
        reading.ReadServices([.. pack.Services.Select(ServiceFile.Of)], known);
        return reading.Faults;
    }

    /// <summary>The rules in order. One that names what is not there, and a case that is left without a team, are faults.</summary>
    private List<RoutingRule> ReadRouting(List<RoutingFile> files, Pack pack, KnownCodes known, IReadOnlyList<Place> places)
    {
        var before = _faults.Count;
        var rules = files.ConvertAll(file => ReadRule(file, known));
        var takesAll = rules.FindIndex(rule => rule.FitsEverything);
        if (takesAll >= 0 && takesAll < rules.Count - 1) { Fault(RoutingTable, files[takesAll + 1].Line, "A rule after one without conditions would never be used. Keep the one without conditions last"); }

        if (_faults.Count == before && RoutedCase.WithoutTeam(pack with { Routing = rules }, places) is { } gap)
        {
            Fault(RoutingTable, files.Count is 0 ? 1 : files[^1].Line, $"{gap.InWords(pack, places)} would have no team. Keep a last rule without conditions, so that every report has one");
        }

        return rules;
    }

    private RoutingRule ReadRule(RoutingFile file, KnownCodes known)
    {
        if (!known.Teams.Contains(file.To ?? "")) { Fault(RoutingTable, file.Line, $"There is no team '{file.To}'"); }

        Known(file.Categories, known.Categories.Contains, "category");
        Known(file.Wards, known.Wards.Contains, "ward");
        Known(file.Places, known.Places.Contains, "place");
        Known(file.Days, day => RoutingFile.Day(day) is not null, "day");
        var (from, until) = (RoutingFile.Hour(file.From), RoutingFile.Hour(file.Until));
        if ((file.From, file.Until) is not (null, null) && (from is null || until is null || from == until))
        {
            Fault(RoutingTable, file.Line, "from and until must both be times such as \"16:00\", and differ");
        }

        return new RoutingRule
        {
            To = file.To ?? "",
            Because = Text(RoutingTable, file.Line, "because", file.Because, 200),
            Categories = file.Categories ?? [],
            Wards = file.Wards ?? [],
            Places = file.Places ?? [],
            Days = [.. (file.Days ?? []).Select(day => RoutingFile.Day(day) ?? default)],
            From = from,
            Until = until,
        };

        void Known(List<string>? codes, Func<string, bool> exists, string what)
        {
            foreach (var code in (codes ?? []).Where(code => !exists(code))) { Fault(RoutingTable, file.Line, $"There is no {what} '{code}'"); }
        }
    }
}
