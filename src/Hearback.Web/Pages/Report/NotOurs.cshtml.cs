using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>It is a service's task and not ours: whose and why, and what somebody can do. Nobody is turned away, and what they told us is kept.</summary>
[Asks(Question.NotOurs)]
public sealed class NotOursModel(Journey journey, AlreadyKnown known, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private const string SelectOne = "Select what you would like to do";

    [BindProperty]
    [Required(ErrorMessage = SelectOne)]
    [EnumDataType(typeof(NotOursChoice), ErrorMessage = SelectOne)]
    public NotOursChoice? Choice { get; set; }

    public DateTimeOffset Now => time.GetUtcNow();

    public ServiceNow Owner { get; private set; } = null!;

    public Category Category => journey.Pack.Category(journey.Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    /// <summary>Why it goes there: what the pack says of this kind, or of the service.</summary>
    public string Why => Route.To == Owner.Service.Team ? Route.Because : Owner.Service.About.TrimEnd('.');

    /// <summary>Who gets it when it is left with us.</summary>
    public string TeamName => journey.Pack.InFull(Route.To);

    private RoutingRule Route => journey.Pack.RouteFor(Category.Code, journey.Answers.Where!.Ward, journey.Answers.Where.NearPlace, Now);

    public IActionResult OnGet()
    {
        if (!Find()) { return journey.LeadToOpen(); }

        Choice = journey.Answers.NotOurs?.Choice;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Find()) { return journey.LeadToOpen(); }

        if (Choice is NotOursChoice.SendForMe && Owner.Service.Handover is null) { ModelState.AddModelError(nameof(Choice), words[SelectOne]); }

        if (!ModelState.IsValid) { return Page(); }

        var next = await journey.KeepAsync(journey.Answers with { NotOurs = new(Owner.Service.Code, Choice!.Value) });
        if (Choice is NotOursChoice.TellThemMyself) { return Redirect(TellThemModel.Address); }

        return Choice is NotOursChoice.LeaveWithUs && journey.FirstOpen is Question.When && await known.AboutAsync(journey.Answers, CancellationToken.None) is not null
            ? Redirect(AlreadyKnownModel.Address)
            : next;
    }

    private bool Find()
    {
        if (journey.Answers.OwnerIn(journey.Pack) is not { } owner) { return false; }

        Owner = new(owner, owner.State(Now));
        return true;
    }
}
