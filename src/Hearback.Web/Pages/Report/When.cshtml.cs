using System.ComponentModel.DataAnnotations;
using Hearback.Calendar;
using Hearback.Reports;
using Hearback.Web.GovUk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

[Asks(Question.When)]
public sealed class WhenModel(Journey journey, AlreadyKnown known, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Select when it happened")]
    public WhenKind? Kind { get; set; }

    [BindProperty]
    public DateAnswer On { get; set; } = new();

    [BindProperty]
    [Typed(500, Called = "How often it happens")]
    public string? Pattern { get; set; }

    /// <summary>Whom they can call now; a member who fills it in for a caller knows.</summary>
    public HelpNow? Help => journey.Answers.ToldBy is ToldBy.Web ? HelpNow.For(journey.Answers, journey.Pack, time.GetUtcNow()) : null;

    /// <summary>What they may hear before they tell more; null when there is nothing.</summary>
    public KnownHere? Known { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        Known = await known.AboutAsync(journey.Answers, stop);
        if (journey.Answers.When is not { } when) { return; }

        (Kind, Pattern) = (when.Kind, when.Pattern);
        if (when is { Kind: WhenKind.OnDate, On: { } day }) { On = DateAnswer.From(day); }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var day = On.AsDate();
        if (Kind is WhenKind.OnDate && On.IsBlank) { ModelState.AddModelError(nameof(On), words["Enter the day it happened"]); }

        if (Kind is WhenKind.OnDate && On.Fault(words, "The day it happened") is { } fault)
        {
            ModelState.AddModelError(fault.Part is null ? nameof(On) : $"{nameof(On)}.{fault.Part}", fault.Sentence);
        }

        if (Kind is WhenKind.OnDate && day > time.Today) { ModelState.AddModelError(nameof(On), words["The day it happened must be today or in the past"]); }

        // Somebody whose finger slipped on the year hears of it before a patrol reads 1026.
        if (Kind is WhenKind.OnDate && day < time.Today.AddYears(-100)) { ModelState.AddModelError(nameof(On), words["The day it happened must be in the last 100 years"]); }

        if (Kind is WhenKind.KeepsHappening && Typed.ReadOrNull(Pattern) is null) { ModelState.AddModelError(nameof(Pattern), words["Say how often it happens, and at what times"]); }

        if (!ModelState.IsValid)
        {
            Known = await known.AboutAsync(journey.Answers, CancellationToken.None);
            return Page();
        }

        return await journey.KeepAsync(journey.Answers with
        {
            When = Kind!.Value switch
            {
                WhenKind.Now or WhenKind.Today => new WhenAnswer(Kind.Value, time.Today),
                WhenKind.OnDate => new WhenAnswer(WhenKind.OnDate, day),
                WhenKind.KeepsHappening => new WhenAnswer(WhenKind.KeepsHappening, Pattern: Typed.Read(Pattern)),
            },
        });
    }
}
