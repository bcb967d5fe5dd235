using Hearback.Directory;
using Hearback.Reports;

namespace Hearback.Web.Demo;

/// <summary>A made-up report as <c>reports.yaml</c> tells it.</summary>
internal sealed class DemoReport
{
    /// <summary>The pack whose places and teams the reports speak of.</summary>
    public const string Pack = "somers-town";

    /// <summary>Only where a visitor may open it; see <see cref="DemoVisit"/>.</summary>
    public string? Reference { get; init; }

    public required string Category { get; init; }

    public string? Place { get; init; }

    public string? InWords { get; init; }

    public required int Day { get; init; }

    public int Hour { get; init; } = 11;

    public ToldBy ToldBy { get; init; }

    /// <summary>The first name of the member who made the report for a caller.</summary>
    public string? TakenBy { get; init; }

    public WhenKind When { get; init; }

    public string? Pattern { get; init; }

    public required string Story { get; init; }

    public Before Before { get; init; }

    public WhyMe WhyMe { get; init; } = WhyMe.NotAboutMe;

    public required Effect Effect { get; init; }

    public string? More { get; init; }

    public required string Wish { get; init; }

    public required IdentityLevel Identity { get; init; }

    /// <summary>Who the reporter is; for an anonymous one, who they turn out to be.</summary>
    public Contact? Contact { get; init; }

    public DemoOpening? NameOpened { get; init; }

    public List<DemoEntry> Thread { get; init; } = [];

    public static IReadOnlyList<DemoReport> ReadAll() => DemoFile.Read<List<DemoReport>>("reports.yaml");
}

/// <summary>An entry of the thread: what somebody does to the report, and in which words.</summary>
internal sealed class DemoEntry
{
    public required int Day { get; init; }

    /// <summary>The member's first name; null for the reporter.</summary>
    public string? By { get; init; }

    public required Act Act { get; init; }

    public string Words { get; init; } = "";

    /// <summary>The code of a team or organisation it is passed to, or the first name of the member who is given it.</summary>
    public string To { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>Why less would not do, and the law by which it is passed to another organisation.</summary>
    public string Necessity { get; init; } = "";

    public Gateway Gateway { get; init; }

    public string Told { get; init; } = "";

    public CloseReason Reason { get; init; }

    public Tier Tier { get; init; }

    public Sorted Sorted { get; init; }

    public int? Informed { get; init; }

    public IdentityLevel Identity { get; init; }

    /// <summary>What the reporter writes into the diary.</summary>
    public DemoHappening? Happened { get; init; }
}

/// <summary>What happened on the day before it was written down.</summary>
internal sealed class DemoHappening
{
    public string? Time { get; init; }

    public string? Lasted { get; init; }

    public required string What { get; init; }

    public string? Effect { get; init; }

    public Happening On(DateOnly day) => new() { On = day, Time = Time, Lasted = Lasted, What = What, Effect = Effect };
}

/// <summary>A member opens the reporter's name and says why.</summary>
internal sealed class DemoOpening
{
    public required int Day { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }
}
