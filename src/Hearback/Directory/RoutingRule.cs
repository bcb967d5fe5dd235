using System.Text.Json.Serialization;
using Hearback.Calendar;

namespace Hearback.Directory;

/// <summary>One line of the routing table: which reports go to which team. An empty list fits everything.</summary>
public sealed record RoutingRule
{
    public required string To { get; init; }

    public required string Because { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Wards { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The days on which the span of hours begins.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>London time; the span may pass midnight, and then belongs to the day on which it began.</summary>
    public TimeOnly? From { get; init; }

    public TimeOnly? Until { get; init; }

    [JsonIgnore]
    public bool FitsEverything => Categories.Count + Wards.Count + Places.Count + Days.Count is 0 && From is null;

    public bool Fits(string category, string? ward, string? place, DateTimeOffset now) =>
        Fits(new(category, ward, place, now.InLondon.DayOfWeek, TimeOnly.FromTimeSpan(now.InLondon.TimeOfDay)));

    public bool Fits(RoutedCase one) => Covers(Categories, one.Category) && Covers(Wards, one.Ward) && Covers(Places, one.Place) && FitsHour(one.Day, one.Hour);

    private static bool Covers(IReadOnlyList<string> wanted, string? code) => wanted.Count is 0 || (code is not null && wanted.Contains(code));

    private bool FitsHour(DayOfWeek day, TimeOnly hour)
    {
        if (From is not { } from || Until is not { } until) { return OnDay(day); }

        if (from < until) { return hour >= from && hour < until && OnDay(day); }

        return hour >= from ? OnDay(day) : hour < until && OnDay(day is DayOfWeek.Sunday ? DayOfWeek.Saturday : day - 1);
    }

    private bool OnDay(DayOfWeek day) => Days.Count is 0 || Days.Contains(day);
}
