using Hearback.Plan;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>Where the link of a first letter leads. Mail scanners follow links, so it is the button that says yes.</summary>
public sealed class FollowingModel(Followers followers, CurrentPlan current, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public required string Token { get; init; }

    public Following? Following { get; private set; }

    public string InWords { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken stop)
    {
        Following = LinkToken.Read(Token) is { } token ? await followers.FindAsync(token) : null;
        if (Following is { } found) { InWords = found.Followed.InWords((await current.ReadAsync(stop))?.Plan ?? new(), words); }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (LinkToken.Read(Token) is { } token) { await followers.ConfirmAsync(token); }

        return RedirectToPage("/Plan/Following", new { Token });
    }
}
