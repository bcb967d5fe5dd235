using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Reviews;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

/// <summary>One step of a case review: words for whoever asked, and what the step needs besides.</summary>
public sealed class StepModel(ReviewDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute] public string Reference { get; set; } = "";

    [FromRoute] public string Step { get; set; } = "";

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write what they will read")]
    [Typed(CaseReview.LongestWords, Called = "What you write")]
    public string? Said { get; set; }

    [BindProperty] public Guid? Contact { get; set; }

    /// <summary>The threshold is met; an independent person led the meeting; the appeal is upheld; a recommendation is done.</summary>
    [BindProperty] public bool? Yes { get; set; }

    [BindProperty] public DateAnswer On { get; set; } = new();

    [BindProperty] public string? Owner { get; set; }

    [BindProperty(SupportsGet = true)] public int? Number { get; set; }

    public ReviewAtHand Hand { get; private set; } = null!;

    public ReviewAct Act => Enum.GetValues<ReviewAct>().First(act => Code(act) == Step);

    public IReadOnlyDictionary<Guid, string> Choices { get; private set; } = new Dictionary<Guid, string>();

    public IEnumerable<Team> Teams => Hand.Desk.Pack.Organisations.Where(organisation => organisation.Kind is not OrganisationKind.Residents).SelectMany(organisation => organisation.Teams);

    public bool NeedsContact => Act is ReviewAct.Acknowledge or ReviewAct.GiveTo;

    public bool NeedsDay => Act is ReviewAct.Arrange or ReviewAct.HoldMeeting or ReviewAct.Recommend;

    /// <summary>What is asked beside the words with yes or no; null when nothing is.</summary>
    public string? Asks => Act switch
    {
        ReviewAct.Decide => "Is the threshold met?",
        ReviewAct.HoldMeeting => "Was it led by somebody independent?",
        ReviewAct.DecideAppeal => "Is the appeal upheld?",
        ReviewAct.TellProgress => "Is it done?",
        ReviewAct.Acknowledge or ReviewAct.Arrange or ReviewAct.Recommend or ReviewAct.TellOutcome or ReviewAct.Write or ReviewAct.Appeal or ReviewAct.GiveTo or ReviewAct.Close => null,
    };

    /// <summary>The step in an address.</summary>
    public static string Code(ReviewAct act) => act switch
    {
        ReviewAct.Acknowledge => "acknowledge",
        ReviewAct.Decide => "decide",
        ReviewAct.Arrange => "arrange",
        ReviewAct.HoldMeeting => "meeting",
        ReviewAct.Recommend => "recommend",
        ReviewAct.TellOutcome => "outcome",
        ReviewAct.TellProgress => "progress",
        ReviewAct.Write => "write",
        ReviewAct.Appeal => "",
        ReviewAct.DecideAppeal => "appeal",
        ReviewAct.GiveTo => "give",
        ReviewAct.Close => "close",
    };

    public static string Name(ReviewAct act) => act switch
    {
        ReviewAct.Acknowledge => "Say that we have it",
        ReviewAct.Decide => "Decide whether the threshold is met",
        ReviewAct.Arrange => "Arrange the meeting",
        ReviewAct.HoldMeeting => "Say that the meeting was held",
        ReviewAct.Recommend => "Write down a recommendation",
        ReviewAct.TellOutcome => "Tell what came of it",
        ReviewAct.TellProgress => "Tell how far it is",
        ReviewAct.Write => "Write to them",
        ReviewAct.Appeal => "Appeal",
        ReviewAct.DecideAppeal => "Tell how the appeal was decided",
        ReviewAct.GiveTo => "Give it to another contact",
        ReviewAct.Close => "Close the review",
    };

    /// <summary>What stands above the words.</summary>
    public static string Hint(ReviewAct act) => act switch
    {
        ReviewAct.Acknowledge => "Say who you are, how to reach you, and by when we decide.",
        ReviewAct.Decide => "Give the reasons. If the threshold is not met, say how to appeal.",
        ReviewAct.Arrange => "Say when and where, who comes, that they are invited, and that they may bring somebody.",
        ReviewAct.HoldMeeting => "Say who met and by when they hear what came of it.",
        ReviewAct.Recommend => "What is to be done. Leave out names. They read it with the outcome.",
        ReviewAct.TellOutcome => "What was found and why. The recommendations stand below your words, each with who does it and by when.",
        ReviewAct.TellProgress => "What was done, and what is still to come.",
        ReviewAct.Write => "What they would want to know. No date is kept by it.",
        ReviewAct.Appeal => "",
        ReviewAct.DecideAppeal => "Who decided it, and the reasons.",
        ReviewAct.GiveTo => "Say who takes over and why.",
        ReviewAct.Close => "Why it is closed, and what to do if it goes on.",
    };

    public static string NameOf(ReviewState to) => to switch
    {
        ReviewState.Asked => "Asked for",
        ReviewState.Acknowledged => "Acknowledged",
        ReviewState.ThresholdNotMet or ReviewState.ThresholdMet => "Threshold decided",
        ReviewState.MeetingHeld => "Meeting held",
        ReviewState.OutcomeTold => "Outcome told",
        ReviewState.Appealed => "Appeal decided",
        ReviewState.Closed => "Closed",
    };

    public static string WhyNot(WhyNot why) => why switch
    {
        Hearback.Reviews.WhyNot.Anonymous => "Anonymous",
        Hearback.Reviews.WhyNot.TooOld => "Made too long ago",
        Hearback.Reviews.WhyNot.ToldTooLate => "Told too long after it happened",
        Hearback.Reviews.WhyNot.SameIncident => "The same incident as",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        return await FindAsync(stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        Check();
        if (!ModelState.IsValid) { return Page(); }

        Hand.WasReadAt(Version);
        await desk.SaveAsync(Hand, Do(Hand.Review, Typed.Read(Said)));
        return Redirect($"/staff/reviews/{Hand.Review.Reference}?done={AuditedAct.WorkedOnReview}");
    }

    private void Check()
    {
        if (NeedsContact && (Contact is not { } contact || !Choices.ContainsKey(contact))) { ModelState.AddModelError(nameof(Contact), words["Select who is the single contact"]); }

        if (Asks is not null && Yes is null) { ModelState.AddModelError(nameof(Yes), words["Select yes or no"]); }

        if (Act is ReviewAct.Recommend && Teams.All(team => team.Code != Owner)) { ModelState.AddModelError(nameof(Owner), words["Select who does it"]); }

        if (!NeedsDay) { return; }

        if (On.IsBlank) { ModelState.AddModelError(nameof(On), words["Enter the day"]); }

        if (On.Fault(words, "The day") is { } fault) { ModelState.AddModelError(fault.Part is null ? nameof(On) : $"{nameof(On)}.{fault.Part}", fault.Sentence); }
    }

    private Notice? Do(CaseReview review, string said)
    {
        var (by, at) = (Hand.By, Hand.Desk);
        switch (Act)
        {
            case ReviewAct.Acknowledge: return review.Acknowledge(Contact!.Value, said, by, at);
            case ReviewAct.Decide: return review.Decide(Yes!.Value, said, by, at);
            case ReviewAct.Arrange: return review.Arrange(On.AsDate()!.Value, said, by, at);
            case ReviewAct.HoldMeeting: return review.HoldMeeting(On.AsDate()!.Value, Yes!.Value, said, by, at);
            case ReviewAct.TellOutcome: return review.TellOutcome(said, by, at);
            case ReviewAct.TellProgress: return review.TellProgress(Number ?? 0, Yes!.Value, said, by, at);
            case ReviewAct.Write: return review.Write(said, by, at);
            case ReviewAct.DecideAppeal: return review.DecideAppeal(Yes!.Value, said, by, at);
            case ReviewAct.GiveTo: return review.GiveTo(Contact!.Value, said, by, at);
            case ReviewAct.Close: return review.Close(said, by, at);
            case ReviewAct.Recommend:
                review.Recommend(Teams.First(team => team.Code == Owner), On.AsDate()!.Value, said, by, at);
                return null;
            case ReviewAct.Appeal:
            default:
                throw new InvalidOperationException("Whoever asked appeals, and no member.");
        }
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await desk.FindAsync(Reference, stop) is not { } hand) { return false; }

        Hand = hand;
        Choices = NeedsContact ? await desk.ThoseWhoRunItAsync(stop) : Choices;
        return true;
    }
}
