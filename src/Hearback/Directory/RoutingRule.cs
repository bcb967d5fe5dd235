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
        Covers(Categories, category) && Covers(Wards, ward) && Covers(Places, place) && FitsHour(now.InLondon);

    private static bool Covers(IReadOnlyList<string> wanted, string? code) => wanted.Count is 0 || (code is not null && wanted.Contains(code));

    private bool FitsHour(DateTimeOffset local)
    {
        var hour = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (From is not { } from || Until is not { } until) { return OnDay(local.DayOfWeek); }

        if (from < until) { return hour >= from && hour < until && OnDay(local.DayOfWeek); }

        return hour >= from ? OnDay(local.DayOfWeek) : hour < until && OnDay(local.AddDays(-1).DayOfWeek);
    }

    private bool OnDay(DayOfWeek day) => Days.Count is 0 || Days.Contains(day);
}
