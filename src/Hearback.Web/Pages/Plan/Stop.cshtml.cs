using Hearback.Plan;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>
/// One press stops all emails about the plan. A mail program presses too (RFC 8058): it has no cookie and no form of ours and follows
/// no redirect, so the token in the address is all that is asked for and the answer comes at once. It is the same for every token.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class StopModel(Followers followers) : PageModel
{
    [FromRoute]
    public required string Token { get; init; }

    public bool Stopped { get; private set; }

    public async Task OnPostAsync()
    {
        if (LinkToken.Read(Token) is { } token) { await followers.StopAsync(token); }

        Stopped = true;
    }
}
