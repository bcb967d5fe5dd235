using System.ComponentModel.DataAnnotations;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Vault;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>
/// Takes an idea and answers with reference and access code, on the same page: the code is made with the form, stands in it and is kept by
/// us only as a hash. So a page that is sent again shows the same, and nobody else can be shown it.
/// </summary>
public sealed class TellIdeaModel(CurrentPlan current, Ideas ideas, Friction friction, IOptions<SafetyOptions> safety) : PageModel
{
    private const int LongestName = 90;
    private const int FreeOfOneAddress = 10;

    [BindProperty]
    [Required(ErrorMessage = "Write your idea")]
    [Typed(Idea.LongestWords, Called = "Your idea")]
    public string? Text { get; set; }

    [BindProperty]
    public string? Concern { get; set; }

    [BindProperty]
    [EmailAddress(ErrorMessage = "Enter an email address in the right form, like name@example.com")]
    [StringLength(254, ErrorMessage = "An email address has 254 characters or fewer")]
    public string? Email { get; set; }

    /// <summary>Made with the form, so that Send pressed twice makes one idea.</summary>
    [BindProperty]
    public Guid Once { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    /// <summary>Once it has come in.</summary>
    public (Reference Reference, AccessCode Code)? Sent { get; private set; }

    public string Name(Concern concern) => PlanText.Plain(concern.Asked) is var name && name.Length > LongestName ? $"{name[..LongestName]}…" : name;

    public async Task OnGetAsync(CancellationToken stop)
    {
        Concerns = await ConcernsAsync(stop);
        (Once, Code) = (Guid.NewGuid(), AccessCode.New().Reveal());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Concerns = await ConcernsAsync(CancellationToken.None);
        // Only a forged form has none.
        if (Once == default || AccessCode.Read(Code) is not { } code) { return BadRequest(); }

        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"idea {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("ideas", safety.Value.IdeasAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        var concern = Concerns.FirstOrDefault(one => one.Id == Concern)?.Id;
        Sent = (await ideas.KeepAsync(Once, new() { Words = Typed.Read(Text), Email = Typed.ReadOrNull(Email) }, code, concern), code);
        return Page();
    }

    private async Task<IReadOnlyList<Concern>> ConcernsAsync(CancellationToken stop) => (await current.ReadAsync(stop))?.Plan.Concerns ?? [];
}
