using Hearback.Calendar;
using Hearback.Reports;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>
/// It happened again: the reporter writes down when, what, and what it did to them. A report that was closed opens again by it, or, after
/// 28 days, the same words begin a new one. Whichever it is, nothing that was typed is lost.
/// </summary>
public sealed class DiaryAddModel(TrackedReports reports, Visit visit, Friction friction, Journey journey, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private TrackedReport? _tracked;

    /// <summary>The last entry of the thread when the page was shown: the same words after it are a second press.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Whether the page said that the report opens again.</summary>
    [BindProperty]
    public bool OpensAgain { get; set; }

    [BindProperty]
    public DateAnswer On { get; set; } = new();

    [BindProperty]
    [Typed(Happening.LongestAbout, Called = "About what time")]
    public string? Time { get; set; }

    [BindProperty]
    [Typed(Happening.LongestAbout, Called = "How long it went on")]
    public string? Lasted { get; set; }

    [BindProperty]
    [Typed(Hearback.Reports.Report.LongestWords, Called = "What happened")]
    public string? What { get; set; }

    [BindProperty]
    [Typed(Happening.LongestEffect, Called = "What it did to you")]
    public string? Effect { get; set; }

    public int LastEntry => _tracked?.Seen ?? 0;

    public string Reference => _tracked?.Reference.Value ?? "";

    /// <summary>Since when the report is closed, and whether it can be opened again; null while it is open.</summary>
    public (string ClosedOn, bool CanOpenAgain)? Closed => _tracked?.Closure is { } closure ? (closure.On.InFull(time.Today), _tracked.ReopenUntil >= time.Today) : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        return await OpenAsync(stop) is null ? RedirectToPage("/Track/Index") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is not { } id) { return RedirectToPage("/Track/Index"); }

        if (Read() is not { } happened) { return Page(); }

        await friction.SlowDownAsync($"wrote {id}", ReadModel.FreeMessages, ReadModel.Within);
        await reports.AddToDiaryAsync(id, Seen, happened, OpensAgain);
        return RedirectToPage("/Track/Diary", new { added = true });
    }

    /// <summary>The words begin a new report, which goes on from this one.</summary>
    public async Task<IActionResult> OnPostNewAsync(CancellationToken stop)
    {
        if (await OpenAsync(stop) is null) { return RedirectToPage("/Track/Index"); }

        if (Read() is not { } happened) { return Page(); }

        if (Closed is not { CanOpenAgain: false }) { throw new RefusedException("This report is not closed for good. Add it to your diary"); }

        if (await journey.BeganAsync(stop)) { throw new RefusedException("You have begun another report in this browser. Send it first, then come back. What you wrote here is below"); }

        var story = AsStory(happened);
        if (story.Length > ReportAnswers.LongestStory)
        {
            ModelState.AddModelError(nameof(What), words["For a new report, all that you wrote must together be 4,000 characters or fewer"]);
            return Page();
        }

        // A report that was sent from here before may still show its code; now the next one begins.
        await journey.ForgetAsync();
        return await journey.KeepAsync(new ReportAnswers { Story = story, When = new WhenAnswer(WhenKind.OnDate, happened.On), GoesOnFrom = Reference });
    }

    private string AsStory(Happening happened)
    {
        (string Label, string? Said)[] more = [("About what time: {0}", happened.Time), ("How long: {0}", happened.Lasted), ("What it did: {0}", happened.Effect)];
        return string.Join("\n\n", more.Where(part => part.Said is not null).Select(part => words[part.Label, part.Said!].Value).Prepend(happened.What));
    }

    private Happening? Read()
    {
        var day = On.AsDate();
        if (On.IsBlank) { ModelState.AddModelError(nameof(On), words["Enter the day it happened"]); }

        if (On.Fault(words, "The day it happened") is { } fault) { ModelState.AddModelError(fault.Part is null ? nameof(On) : $"{nameof(On)}.{fault.Part}", fault.Sentence); }

        if (day > time.Today) { ModelState.AddModelError(nameof(On), words["The day it happened must be today or in the past"]); }

        if (day < time.Today.AddYears(-100)) { ModelState.AddModelError(nameof(On), words["The day it happened must be in the last 100 years"]); }

        if (Typed.ReadOrNull(What) is null) { ModelState.AddModelError(nameof(What), words["Say what happened"]); }

        return ModelState.IsValid
            ? new Happening { On = day!.Value, Time = Typed.ReadOrNull(Time), Lasted = Typed.ReadOrNull(Lasted), What = Typed.Read(What), Effect = Typed.ReadOrNull(Effect) }
            : null;
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        _tracked = await reports.ReadAsync(id, stop);
        return _tracked is null ? null : id;
    }
}
