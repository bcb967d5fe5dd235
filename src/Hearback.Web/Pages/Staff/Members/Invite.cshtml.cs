using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Staff;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.MemberWork;

/// <summary>Sends somebody the link with which they choose a password. Whoever was invited before and never signed in is invited anew.</summary>
public sealed class InviteModel(MemberDesk desk, InviteMember invite, CurrentPack pack, IStringLocalizer<Words> words) : PageModel, IHasMemberForm
{
    [BindProperty]
    [Required(ErrorMessage = "Enter their name")]
    [Typed(80, Called = "The name")]
    public string? Name { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter their work email address")]
    [EmailAddress(ErrorMessage = "Enter an email address in the correct format, like name@example.com")]
    [Typed(254, Called = "The email address")]
    public string? Email { get; set; }

    [BindProperty] public MemberForm Form { get; set; } = new();

    public IReadOnlyList<Organisation> Organisations => pack.Now.Organisations;

    public async Task<IActionResult> OnPostAsync()
    {
        var teams = Form.TeamsOf(pack.Now);
        if (Form.Role?.IsOfTeams() is true && teams is []) { ModelState.AddModelError("Form.Teams", words["Select at least one team"]); }

        if (!ModelState.IsValid) { return Page(); }

        await invite.InviteAsync(Name!, Email!.Trim(), Form.Role!.Value, teams, (await desk.MeAsync(CancellationToken.None)).Id);
        return RedirectToPage("/Staff/Members/Index", new { done = AuditedAct.InvitedMember });
    }
}
