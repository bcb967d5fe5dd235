using Hearback.Reports;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Track;

/// <summary>Where a link from a letter leads. Mail scanners follow links, so the link is spent only by pressing the button.</summary>
public sealed class LinkModel(Visit visit, SendNewLinks newLinks) : PageModel
{
    [FromRoute]
    public string Token { get; set; } = "";

    public async Task<IActionResult> OnPostAsync()
    {
        await visit.StartAsync(LinkToken.Read(Token));
        return RedirectToPage("/Track/Read");
    }

    public IActionResult OnPostNew()
    {
        if (LinkToken.Read(Token) is { } token) { newLinks.AskInPlaceOf(token); }

        return RedirectToPage("/Track/NewLinkAsked");
    }
}
