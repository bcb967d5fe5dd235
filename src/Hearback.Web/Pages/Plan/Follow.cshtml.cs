using System.ComponentModel.DataAnnotations;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>Asks for news of the plan by email. It answers the same whether or not the address follows something already.</summary>
public sealed class FollowModel(CurrentPlan current, Followers followers, Friction friction, IOptions<SafetyOptions> safety, IStringLocalizer<Words> words) : PageModel
{
    private const int FreeOfOneAddress = 10;
    private ActionPlan _plan = new();

    /// <summary>A <see cref="Followed.Code"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Of { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your email address")]
    [EmailAddress(ErrorMessage = "Enter an email address in the right form, like name@example.com")]
    [StringLength(254, ErrorMessage = "An email address has 254 characters or fewer")]
    public string? Email { get; set; }

    public IEnumerable<IGrouping<FollowedPart, Followed>> Choices => Followed.In(_plan, Followed.Read(Of, _plan)).GroupBy(one => one.Part);

    public string Name(Followed one) => one.Part switch
    {
        FollowedPart.WholePlan => words["The whole plan"],
        FollowedPart.Theme or FollowedPart.Place => one.Name!,
        FollowedPart.Action => PlanText.Plain(_plan.Action(one.Name!)!.Text),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await ReadAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await ReadAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"follow {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("followers", safety.Value.PlanFollowersAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        await followers.AskAsync(Email!.Trim(), Followed.Read(Of, _plan) ?? Followed.WholePlan);
        return RedirectToPage("/Plan/FollowAsked");
    }

    private async Task<bool> ReadAsync(CancellationToken stop)
    {
        if (await current.ReadAsync(stop) is not { } edition) { return false; }

        _plan = edition.Plan;
        return true;
    }
}
