using Hearback.Plan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Updates that teams wrote: the coordinator takes each into the draft, in these words or better ones, or leaves it out.</summary>
public sealed class SignOffModel(DraftDesk desk) : PageModel
{
    private (string Update, string Text)? _tried;

    public Draft Draft { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop) => Draft = await desk.ReadAsync(stop);

    public async Task<IActionResult> OnPostAsync(string update, string? text)
    {
        await OnPostPreviewAsync(update, text);
        await desk.EditAsync((draft, _) =>
        {
            var proposed = draft.Proposed.FirstOrDefault(one => one.Update.Id == update) ?? throw new RefusedException("This update is not waiting any more");
            draft.SignOff(update, proposed.Update with { Text = Typed.Read(text) });
        });
        return RedirectToPage();
    }

    /// <summary>The team's words or, while the coordinator tries others, those.</summary>
    public string WordsOf(ProposedUpdate proposed) => _tried is var (update, text) && update == proposed.Update.Id ? text : proposed.Update.Text;

    public async Task OnPostPreviewAsync(string update, string? text)
    {
        Draft = await desk.ReadAsync(CancellationToken.None);
        _tried = (update, Typed.Read(text));
    }

    public async Task<IActionResult> OnPostDeclineAsync(string update)
    {
        Draft = await desk.ReadAsync(CancellationToken.None);
        await desk.EditAsync((draft, _) => draft.Decline(update));
        return RedirectToPage();
    }
}
