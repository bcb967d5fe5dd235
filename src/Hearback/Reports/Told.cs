using System.Text.Json.Serialization;
using Hearback.Directory;
using Hearback.Places;

namespace Hearback.Reports;

/// <summary>How the reporter wants to be known. The order is one-way: a reporter may become better known, never less.</summary>
public enum IdentityLevel
{
    /// <summary>We do not know who.</summary>
    Anonymous,

    /// <summary>Only the team that handles it may know.</summary>
    Confidential,

    /// <summary>Those who work on it may know.</summary>
    Named,
}

/// <summary>How a report reached us.</summary>
public enum ToldBy
{
    Web,
    Phone,
    InPerson,
    Email,
    Letter,
    TextMessage,
}

public enum WhenKind
{
    Now,
    Today,
    OnDate,
    KeepsHappening,
}

/// <summary>When it happened, as the reporter says it.</summary>
public sealed record WhenAnswer(WhenKind Kind, DateOnly? On = null, string? Pattern = null);

/// <summary>What the named place is to the spot.</summary>
public enum Whereabouts
{
    At,

    /// <summary>It happened somewhere along a street.</summary>
    SomewhereOn,

    /// <summary>A spot was picked on a map; the place is the nearest.</summary>
    Near,
}

/// <summary>Where it happened: a picked place, or the reporter's own words, or both.</summary>
public sealed record WhereAnswer
{
    /// <summary>The code of the picked place.</summary>
    public string? Place { get; init; }

    public string? PlaceName { get; init; }

    public Whereabouts Whereabouts { get; init; }

    public Spot? Spot { get; init; }

    public string? Ward { get; init; }

    /// <summary>The pack's place that the spot lies at: coarse enough to stand in clear.</summary>
    public string? NearPlace { get; init; }

    public string? InWords { get; init; }

    /// <summary>The cell that may stand in clear. Somewhere along a street is in no one cell: its middle would point at whoever lives there.</summary>
    [JsonIgnore]
    public Cell? Cell => Whereabouts is Whereabouts.SomewhereOn ? null : Spot?.Cell;
}

public enum Before
{
    No,
    Once,
    ManyTimes,
}

public enum WhyMe
{
    NotAboutMe,
    NotSure,
    PickedOn,
    WhoIAm,
}

public enum Effect
{
    Bothered,
    ChangesMyDay,
    Afraid,
    Harmed,
}

/// <summary>
/// The three questions that matter most for harm: reported before, why me, what effect. With the category they set the tier.
/// </summary>
public sealed record EffectAnswer(Before Before, WhyMe WhyMe, Effect Effect, string? More = null)
{
    public Tier Tier => (Tier)Math.Max((int)ByEffect, Math.Max((int)ByWhy, (int)ByHistory));

    private Tier ByEffect => Effect switch
    {
        Effect.Bothered => Tier.Standard,
        Effect.ChangesMyDay => Tier.Medium,
        Effect.Afraid or Effect.Harmed => Tier.High,
    };

    private Tier ByWhy => WhyMe switch
    {
        WhyMe.NotAboutMe or WhyMe.NotSure => Tier.Standard,
        WhyMe.PickedOn => Tier.Medium,
        WhyMe.WhoIAm => Tier.High,
    };

    private Tier ByHistory => Before is Before.ManyTimes ? Tier.Medium : Tier.Standard;
}

/// <summary>Who a reporter is and how to reach them safely.</summary>
public sealed record Contact
{
    public required string Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>What to mind when reaching them, in their words.</summary>
    public string? SafeWay { get; init; }

    public string? SafeTime { get; init; }
}

/// <summary>All that the reporter told us about what happens. It is stored only sealed.</summary>
public sealed record Told
{
    /// <summary>Null, as every answer below, when it was not asked, because they wrote to us of their own accord.</summary>
    public required WhereAnswer? Where { get; init; }

    public required WhenAnswer? When { get; init; }

    public required string Story { get; init; }

    public required EffectAnswer? Effect { get; init; }

    public required string? Wish { get; init; }

    /// <summary>What was answered to the follow-ups of the category; a report of an earlier time has none.</summary>
    public IReadOnlyList<FollowUpAnswer> FollowUps { get; init; } = [];

    /// <summary>The reference of an earlier report of the same reporter, closed long ago, that this goes on from.</summary>
    public string? GoesOnFrom { get; init; }

    /// <summary>Whether the questions of the journey were asked.</summary>
    [JsonIgnore]
    public bool WasAsked => Effect is not null;
}
