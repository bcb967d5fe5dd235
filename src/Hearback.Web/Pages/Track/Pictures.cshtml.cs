using System.Globalization;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Track;

/// <summary>The reporter writes back with pictures. Nothing is sent unless all of them can be: whoever chose three must not find two.</summary>
[IgnoreAntiforgeryToken, RequestSizeLimit(SentPictures.LongestBody), LeavesTheForm]
public sealed class PicturesModel(TrackedReports reports, Visit visit, SentPictures sent, Friction friction, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>The name of the field in which pictures are chosen.</summary>
    public const string Files = "Pictures";

    private const int FreeOfOneAddress = 60;
    private const int FreeMessages = 10;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private TrackedReport? _tracked;

    /// <summary>The last entry of the thread as it is now.</summary>
    public int Seen => _tracked?.Seen ?? 0;

    public string? Message { get; private set; }

    /// <summary>How many more the report takes now.</summary>
    public int Room => Math.Min(ReportPicture.MostAtOnce, ReportPicture.MostInAll - (_tracked?.Pictures.Count ?? 0));

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) =>
        await OpenAsync(stop) is null ? RedirectToPage("/Track/Index") : _tracked!.Closure is null ? Page() : RedirectToPage("/Track/Read");

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OpenAsync(CancellationToken.None) is not { } id) { return RedirectToPage("/Track/Index"); }

        await friction.SlowDownAsync($"pictures {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, Within);
        if (await sent.ReadAsync(HttpContext, Room) is not { } form) { return BadRequest(); }

        Message = form.Fields.GetValueOrDefault(nameof(Message)).ToString() is { ShowsSomething: true } typed ? Typed.Read(typed) : null;
        if (Message is null) { ModelState.AddModelError(nameof(Message), words["Say in a few words what they show"]); }
        else if (Message.Length > Hearback.Reports.Report.LongestWords) { ModelState.AddModelError(nameof(Message), words["Your message must be 4,000 characters or fewer"]); }

        foreach (var refusal in form.Refusals) { ModelState.AddModelError(Files, refusal); }

        if (form is { Pictures.Count: 0, Refusals.Count: 0 }) { ModelState.AddModelError(Files, words["Choose a picture"]); }

        if (!ModelState.IsValid)
        {
            // A browser never keeps what was chosen.
            if (form.Pictures.Count > 0) { ModelState.AddModelError(Files, words["Nothing is sent yet. Choose all the pictures again that you want to send"]); }

            return Page();
        }

        await friction.SlowDownAsync($"wrote {id}", FreeMessages, Within);
        var seen = int.TryParse(form.Fields.GetValueOrDefault(nameof(Seen)).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : Seen;
        await reports.WriteBackAsync(id, seen, Message!, form.Pictures);
        return RedirectToPage("/Track/Read", pageHandler: null, routeValues: null, fragment: "last");
    }

    private async Task<Guid?> OpenAsync(CancellationToken stop)
    {
        if (visit.GoOn() is not { } id) { return null; }

        _tracked = await reports.ReadAsync(id, stop);
        return _tracked is null ? null : id;
    }
}
