using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.SignIn;

/// <summary>
/// Where the sign-in of an organisation sends people back. Our cookies are only for our own pages, so a browser that comes from elsewhere does not take them
/// along: this page goes on to the next by itself, and that one gets them.
/// </summary>
public sealed class FromModel(ProviderDoor door) : PageModel
{
    private static readonly string[] Told = ["code", "state", "iss", "error"];

    public string Onward { get; private set; } = "";

    public IActionResult OnGet(string provider)
    {
        if (!door.Knows(provider)) { return NotFound(); }

        Onward = Providers.GoOnTo(provider) + QueryString.Create(Told.Where(Request.Query.ContainsKey).Select(name => KeyValuePair.Create(name, (string?)Request.Query[name].ToString())));
        Response.Headers["Refresh"] = $"0;url={Onward}";
        return Page();
    }
}
