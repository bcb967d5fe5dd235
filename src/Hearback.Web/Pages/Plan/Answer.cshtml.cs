using System.ComponentModel.DataAnnotations;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>"Is this working?": one answer, by anybody. It has a page of its own because the action's page is the same for all and holds no form.</summary>
public sealed class AnswerModel(CurrentPlan current, ActionAnswers answers, Friction friction, IOptions<SafetyOptions> safety) : PageModel
{
    private const int FreeOfOneAddress = 10;

    [FromRoute]
    public required string Id { get; init; }

    [BindProperty]
    [Required(ErrorMessage = "Select yes, partly or no")]
    public Working? Working { get; set; }

    [BindProperty]
    [Typed(ActionAnswer.LongestWords, Called = "What you see")]
    public string? Words { get; set; }

    /// <summary>Made with the form, so that Send pressed twice makes one answer.</summary>
    [BindProperty]
    public Guid Once { get; set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Once = Guid.NewGuid();
        return await IsAskedAsync(stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await IsAskedAsync(CancellationToken.None)) { return NotFound(); }

        if (Once == default) { Once = Guid.NewGuid(); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"answer {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("answers", safety.Value.PlanAnswersAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        await answers.KeepAsync(Once, Id, Working!.Value, Typed.Read(Words));
        return RedirectToPage("/Plan/Answered", new { Id });
    }

    private async Task<bool> IsAskedAsync(CancellationToken stop)
    {
        if ((await current.ReadAsync(stop))?.Plan.Action(Id) is not { } action || !ActionAnswers.AreAskedOf(action)) { return false; }

        Name = PlanText.Plain(action.Text);
        return true;
    }
}
