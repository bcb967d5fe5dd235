using System.Globalization;
using Hearback.Places;

namespace Hearback.Directory;

/// <summary>All that decides which team gets a report: what it is about, where it is, and when in the week it comes, by the clock in London.</summary>
public sealed record RoutedCase(string Category, string? Ward, string? Place, DayOfWeek Day, TimeOnly Hour)
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>The first case that no rule takes; null when every case has a team.</summary>
    public static RoutedCase? WithoutTeam(Pack pack, IReadOnlyList<Place> places)
    {
        if (pack.Routing.Any(rule => rule.FitsEverything)) { return null; }

        // Between two hours that a rule names nothing changes, so that these hours stand for the whole week.
        List<TimeOnly> hours = [.. pack.Routing.SelectMany(rule => new[] { rule.From, rule.Until }).OfType<TimeOnly>().Append(TimeOnly.MinValue).Distinct().Order()];
        // Whatever takes a report from where nobody knows asks for no ward and no place, and so takes it everywhere else.
        (string?, string?)[] nowhere = [(null, null)];
        if (!Gaps(nowhere).Any()) { return null; }

        // It is told of a place that people know, if there is one.
        return Gaps([.. places.Select(place => (place.Ward, (string?)place.Code)), .. pack.Wards.Select(ward => ((string?)ward.Code, (string?)null)), .. nowhere]).First();

        IEnumerable<RoutedCase> Gaps(IReadOnlyList<(string? Ward, string? Place)> spots) =>
            from category in pack.Categories
            from spot in spots
            from day in Week
            from hour in hours
            select new RoutedCase(category.Code, spot.Ward, spot.Place, day, hour) into one
            where !pack.Routing.Any(rule => rule.Fits(one))
            select one;
    }

    /// <summary>"Needles at Churchway Estate on Sunday at 3am".</summary>
    internal string InWords(Pack pack, IReadOnlyList<Place> places)
    {
        var where = (Place, Ward) switch
        {
            ({ } place, _) => $" at {places.FirstOrDefault(known => known.Code == place)?.Name ?? place}",
            (null, { } ward) => $" in {pack.Ward(ward)?.Name ?? ward}",
            (null, null) => ", where the place is not known,",
        };
        return $"{pack.Category(Category)?.ShortName ?? Category}{where} on {Day} at {Time}";
    }

    private string Time => (Hour.Hour, Hour.Minute) switch
    {
        (0, 0) => "midnight",
        (12, 0) => "noon",
        (_, 0) => Hour.ToString("htt", CultureInfo.InvariantCulture).ToLowerInvariant(),
        _ => Hour.ToString("h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant(),
    };
}
