using Hearback.Reports;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff;

/// <summary>An entry of the thread as a member sees it. <see cref="Said"/> is null while the report is sealed, and for entries without words. <see cref="Pictures"/> are the numbers of those that came with it.</summary>
public sealed record ThreadLine(EntryKind Kind, Author Author, string By, string ByTeam, string Team, string? Organisation, DateOnly On, string? Said, bool IsSealed, IReadOnlyList<int> Pictures)
{
    /// <summary>What stands in the diary, when it is an entry of that and the report is open.</summary>
    public DiaryLine? Diary { get; init; }
    /// <summary>The service that it is about.</summary>
    public string? Service { get; init; }

    /// <summary>Entries that are more than a message are told across the middle, and while the report is sealed every entry is.</summary>
    public bool IsTurn => IsSealed || Kind is not (EntryKind.Message or EntryKind.Question or EntryKind.Note or EntryKind.Diary);

    /// <summary>Which pictures came with it; null when none did. Those of the report itself stand with what it says.</summary>
    public string? WithPictures(IStringLocalizer<Words> words) => (Kind, Pictures) switch
    {
        (EntryKind.Received, _) or (_, []) => null,
        (_, [var only]) => words["With picture {0}", only].Value,
        (_, [var first, .., var last]) => words["With pictures {0} to {1}", first, last].Value,
    };

    /// <summary>What happened, and then by whom or where to.</summary>
    public (string What, string More) Turn(IStringLocalizer<Words> words) => Kind switch
    {
        EntryKind.Received => (words["Received"], words["sent to {0}", Team]),
        EntryKind.Message => (words["Message"], By),
        EntryKind.Question => (words["Question to the reporter"], By),
        EntryKind.WorkStarted => (words["Being worked on"], By),
        EntryKind.PassedToTeam => (words["Passed to {0}", Team], By),
        EntryKind.PassedToOrganisation => (words["Passed to {0}", Organisation ?? ""], By),
        EntryKind.HandedOver => (words["Handed over to {0}", Service ?? ""], By),
        EntryKind.TakenByService => (words["{0} has it", Service ?? ""], words["under a number of its own"]),
        EntryKind.NotHandedOver => (words["Not handed over"], words["{0} could not be reached", Service ?? ""]),
        EntryKind.AskedIfItWorked => (words["Asked the reporter"], words["whether {0} dealt with it", Service ?? ""]),
        EntryKind.SaidIfItWorked => (words["Said whether it worked"], By),
        EntryKind.Note => (words["Note for staff"], By),
        EntryKind.Closed => (words["Closed"], By),
        EntryKind.Reopened => (words["Open again"], By),
        EntryKind.Sorted => (words["Said whether it is sorted"], By),
        EntryKind.DateMoved => (words["The date came nearer, and the reporter was told"], By),
        EntryKind.ToldOfReview => (words["Told by email what the case review is"], words["it is their second report in six months or less"]),
        EntryKind.ReviewToExplain => (words["Explain the case review"], words["when you speak to them: it is their second report in six months or less"]),
        EntryKind.BecameKnown => (words["Let us know who they are"], By),
        EntryKind.Diary => (words["Diary entry"], By),
    };
}

/// <summary>A line of "who did what".</summary>
public sealed record TrailLine(string By, string Act, DateTimeOffset At, string? Why);
