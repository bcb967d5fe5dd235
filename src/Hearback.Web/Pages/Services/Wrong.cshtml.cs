using System.ComponentModel.DataAnnotations;
using Hearback.Corrections;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.WhoToContact;

/// <summary>"Is this wrong?", told by anybody. It has a page of its own because the service's page is the same for all and holds no form.</summary>
public sealed class WrongModel(CurrentPack current, TakeCorrections corrections, Friction friction, IOptions<SafetyOptions> safety) : PageModel
{
    private const int FreeOfOneAddress = 10;

    [FromRoute]
    public required string Code { get; init; }

    [BindProperty]
    [Required(ErrorMessage = "Say what is wrong")]
    [Typed(Correction.LongestWords, Called = "What is wrong")]
    public string? Words { get; set; }

    /// <summary>Made with the form, so that Send pressed twice tells it once.</summary>
    [BindProperty]
    public Guid Once { get; set; }

    public string Name { get; private set; } = "";

    public IActionResult OnGet()
    {
        Once = Guid.NewGuid();
        return IsListed() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsListed()) { return NotFound(); }

        if (Once == default) { Once = Guid.NewGuid(); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"correction {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("corrections", safety.Value.CorrectionsAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        await corrections.KeepAsync(Once, Code, Typed.Read(Words));
        return RedirectToPage("/Services/Told", new { Code });
    }

    private bool IsListed()
    {
        Name = current.Now.Service(Code)?.Name ?? "";
        return Name is not "";
    }
}
