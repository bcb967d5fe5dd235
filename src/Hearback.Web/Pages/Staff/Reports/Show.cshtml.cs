using Hearback.Audit;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

/// <summary>One report. What was written is shut until the member opens it, which is recorded; the next visit finds it shut again.</summary>
public sealed class ShowModel(ReportsAtHand reports, HearbackDb db, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromQuery] public AuditedAct? Done { get; set; }

    public ReportAtHand Hand { get; private set; } = null!;

    /// <summary>What the reporter told us; null while it is sealed.</summary>
    public Told? Told { get; private set; }

    public IReadOnlyList<ThreadLine> Thread { get; private set; } = [];

    public IReadOnlyList<TrailLine> Trail { get; private set; } = [];

    public string? WithName { get; private set; }

    /// <summary>The pictures that the reporter sent. Each is opened by itself.</summary>
    public IReadOnlyList<SentPicture> Pictures { get; private set; } = [];

    /// <summary>How many entries the reporter wrote into a diary.</summary>
    public int DiaryCount => Hand.Report.Thread.Count(entry => entry.Kind is EntryKind.Diary);

    /// <summary>The dates that were promised to the reporter, how each ended, and who was told of them.</summary>
    public PromisedDates Dates { get; private set; } = PromisedDates.None;

    /// <summary>Members who ask whether they may open who the reporter is.</summary>
    public IdentityRequests Requests { get; private set; } = null!;

    /// <summary>Null when the place was told in words only.</summary>
    public MapOfCell? Map { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await reports.FindAsync(Reference, stop) is not { } hand) { return NotFound(); }

        // Nothing is asked for here: an address that says what we do not know says nothing.
        ModelState.Clear();
        await ShowAsync(hand, isOpen: false, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostOpenAsync()
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        // Recorded before it is shown: what cannot be recorded cannot be read.
        await reports.SaveAsync(hand, AuditedAct.OpenedReport);
        await ShowAsync(hand, isOpen: true, CancellationToken.None);
        return Page();
    }

    public async Task<IActionResult> OnPostPictureAsync(int number)
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        if (await db.ReportPictures.AsNoTracking().SingleOrDefaultAsync(picture => picture.ReportId == hand.Report.Id && picture.Number == number) is not { } found) { return NotFound(); }

        await reports.SaveAsync(hand, AuditedAct.OpenedPicture);
        return new PictureResult(found.Open(hand.Desk.Key));
    }

    public async Task<IActionResult> OnPostTakeAsync(long version)
    {
        if (await reports.FindAsync(Reference, CancellationToken.None) is not { } hand) { return NotFound(); }

        await ShowAsync(hand, isOpen: false, CancellationToken.None);
        hand.WasReadAt(version);
        hand.Report.Assign(hand.Member.Id);
        await reports.SaveAsync(hand, AuditedAct.TookReport);
        return LocalRedirect(hand.Next(AuditedAct.TookReport));
    }

    private async Task ShowAsync(ReportAtHand hand, bool isOpen, CancellationToken stop)
    {
        Hand = hand;
        var (report, key) = (hand.Report, hand.Desk.Key);
        Told = isOpen ? report.OpenTold(key) : null;
        Pictures = await db.ReportPictures.OfAsync(report.Id, stop);
        Map = await Surroundings.OfAsync(report, hand.Member, db, stop) is { } around ? new(around) : null;
        Requests = await IdentityRequests.OfAsync(hand, db, stop);
        Dates = await PromisedDates.OfAsync(report, hand.Desk, db, stop);
        var trail = await db.Audit.AsNoTracking().Where(entry => entry.ReportId == report.Id).OrderBy(entry => entry.At).ThenBy(entry => entry.Number).ToListAsync(stop);
        var ids = report.Thread.Select(entry => entry.MemberId).Concat(trail.Select(entry => entry.MemberId)).Append(report.MemberId).OfType<Guid>().Distinct().ToList();
        var names = await db.Users.AsNoTracking().IgnoreAutoIncludes().Where(member => ids.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, stop);

        string NameOf(Guid? id) => id == hand.Member.Id ? words["You"] : id is { } known && names.TryGetValue(known, out var name) ? name : words["A former member"];
        string TeamOf(string code) => hand.Desk.Pack.Team(code)?.Name ?? code;

        WithName = report.MemberId is null ? null : NameOf(report.MemberId);
        var diary = isOpen ? Diary.Of(report, key).Lines : [];
        Thread = [.. report.Thread.OrderBy(entry => entry.Number).Select(entry => new ThreadLine(
            entry.Kind, entry.Author, entry.Author is Author.Reporter ? words["Reporter"] : entry.Kind.IsOfOurselves && entry.MemberId is null ? words["Hearback"] : NameOf(entry.MemberId), TeamOf(report.TeamThatSpoke(entry)), TeamOf(entry.Team),
            entry.Organisation is { } code ? hand.Desk.Pack.Organisation(code)?.Name ?? code : null,
            entry.On, isOpen ? entry.OpenWords(key) : null, !isOpen && entry.Words is not null,
            [.. Pictures.Where(picture => picture.Entry == entry.Number).Select(picture => picture.Number)]) { Service = hand.ServiceName(entry.Service), Diary = diary.FirstOrDefault(line => line.InThread == entry.Number) })];
        Trail = [.. trail.Select(entry => new TrailLine(
            entry.MemberId is null ? words[entry.Book is Book.Reporters ? "The reporter" : "The service itself"] : NameOf(entry.MemberId), words[entry.Act.InWords()], entry.At, isOpen && entry.Why is { } why ? key.Open(why, AuditEntry.WhyPurpose) : null))];
    }
}
