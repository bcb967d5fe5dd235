using System.ComponentModel.DataAnnotations;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Vault;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.AskReview;

/// <summary>
/// Asks for a case review without a report at hand, for oneself or, with their consent, for somebody else. It answers with reference and access code on
/// the same page, as ideas are.
/// </summary>
public sealed class AskModel(CaseReviews reviews, Friction friction, CurrentPack pack, TimeProvider time, IOptions<SafetyOptions> safety, IStringLocalizer<Words> words) : PageModel
{
    private const int FreeOfOneAddress = 10;

    [BindProperty]
    [Required(ErrorMessage = "Select for whom you ask")]
    public bool? ForOther { get; set; }

    [BindProperty]
    public ContactAnswer Answer { get; set; } = new();

    [BindProperty]
    [Typed(80, Called = "Their name")]
    public string? TheirName { get; set; }

    [BindProperty]
    public Representative? By { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    [BindProperty]
    public DateAnswer AgreedOn { get; set; } = new();

    [BindProperty]
    [Typed(200, Called = "How they agreed")]
    public string? AgreedHow { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Tell us what happens and to whom you reported it")]
    [Typed(ReviewApplication.LongestWords, Called = "What you write")]
    public string? Text { get; set; }

    /// <summary>Made with the form, so that Send pressed twice makes one review.</summary>
    [BindProperty]
    public Guid Once { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public ReviewRules Rules => pack.Now.Review;

    public DateOnly Today => time.Today;

    /// <summary>Once it has come in.</summary>
    public (Reference Reference, AccessCode Code)? Sent { get; private set; }

    public void OnGet()
    {
        ModelState.Clear();
        (Once, Code) = (Guid.NewGuid(), AccessCode.New().Reveal());
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // Only a forged form has none.
        if (Once == default || AccessCode.Read(Code) is not { } code) { return BadRequest(); }

        // Nobody can be anonymous here, which the sentence for reports offers.
        if (Typed.ReadOrNull(Answer.Email) is null && ModelState["Answer.Email"] is { Errors.Count: > 0 } unreached)
        {
            unreached.Errors.Clear();
            ModelState.AddModelError("Answer.Email", words["Enter an email address or a phone number"]);
        }

        var other = ForOther is true ? ReadOther() : null;
        if (!ModelState.IsValid) { return Page(); }

        await friction.SlowDownAsync($"review {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("reviews", safety.Value.IdeasAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        Sent = (await reviews.AskAsync(Once, new() { Contact = Answer.Read(), For = other, Words = Typed.Read(Text) }, code), code);
        return Page();
    }

    /// <summary>For whom they ask. Without consent, its day and its way, nobody asks for another.</summary>
    private OnBehalf? ReadOther()
    {
        if (Typed.ReadOrNull(TheirName) is null) { ModelState.AddModelError(nameof(TheirName), words["Enter the name of the person for whom you ask"]); }

        if (By is not { } by || !Enum.IsDefined(by)) { ModelState.AddModelError(nameof(By), words["Select what you are to them"]); }

        if (!Agreed) { ModelState.AddModelError(nameof(Agreed), words["Ask them first. Tick the box when they have agreed"]); }

        if (AgreedOn.IsBlank) { ModelState.AddModelError(nameof(AgreedOn), words["Enter the day on which they agreed"]); }

        if (AgreedOn.Fault(words, "The day on which they agreed") is { } fault) { ModelState.AddModelError(fault.Part is null ? nameof(AgreedOn) : $"{nameof(AgreedOn)}.{fault.Part}", fault.Sentence); }

        if (AgreedOn.AsDate() > time.Today) { ModelState.AddModelError(nameof(AgreedOn), words["The day on which they agreed must be today or in the past"]); }

        if (Typed.ReadOrNull(AgreedHow) is null) { ModelState.AddModelError(nameof(AgreedHow), words["Say how they agreed, for example in writing or on the phone"]); }

        return ModelState.IsValid ? new() { Name = Typed.Read(TheirName), By = By!.Value, ConsentOn = AgreedOn.AsDate()!.Value, ConsentHow = Typed.Read(AgreedHow) } : null;
    }
}
