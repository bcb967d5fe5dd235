using Hearback.Audit;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>One answer: its words are read, then shown or deleted, and replied to in public.</summary>
public sealed class ReadAnswerModel(AnswersAtHand answers, CurrentPack pack) : PageModel
{
    private AnswerAtHand _hand = null!;

    [FromRoute] public Guid Id { get; set; }

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Typed(ActionAnswer.LongestReply, Called = "Your reply")]
    public string? Reply { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public ActionAnswer Answer => _hand.Answer;

    public string Name => _hand.Action;

    public string SignedBy => _hand.SignedBy;

    /// <summary>The words that wait, once the member has asked for them.</summary>
    public string? Words { get; private set; }

    /// <summary>What in them may tell who somebody is.</summary>
    public IReadOnlyList<string> Found => Words is null ? [] : PublicationCheck.FoundIn(Words, pack.Now);

    public bool IsPreviewed { get; private set; }

    /// <summary>What the public reads, or would.</summary>
    public ShownAnswer InPublic => IsPreviewed
        ? new(Answer.Working, Answer.Words!, Typed.Read(Reply), SignedBy)
        : new(Answer.Working, Answer.Words!, Answer.Reply, Answer.ReplyBy);

    public Task<IActionResult> OnGetAsync(CancellationToken stop) => AtHandAsync(() => Task.FromResult<IActionResult>(Page()), stop);

    public Task<IActionResult> OnPostReadAsync() => AtHandAsync(async () =>
    {
        Words = await answers.OpenAsync(_hand);
        return Page();
    });

    public Task<IActionResult> OnPostShowAsync() => AtHandAsync(async () =>
    {
        _hand.WasReadAt(Version);
        await answers.ShowAsync(_hand);
        return Done(AuditedAct.ShowedAnswer);
    });

    public Task<IActionResult> OnPostHideAsync() => AtHandAsync(async () =>
    {
        _hand.WasReadAt(Version);
        await answers.DoNotShowAsync(_hand);
        return Done(AuditedAct.DidNotShowAnswer);
    });

    public Task<IActionResult> OnPostPreviewAsync() => AtHandAsync(() => ReplyAsync(send: false));

    public Task<IActionResult> OnPostAsync() => AtHandAsync(() => ReplyAsync(Preview.IsOf(Previewed, Reply)));

    private async Task<IActionResult> ReplyAsync(bool send)
    {
        if (Typed.Read(Reply) is "") { ModelState.AddModelError(nameof(Reply), "Write a reply"); }

        if (!ModelState.IsValid) { return Page(); }

        _hand.WasReadAt(Version);
        if (!send)
        {
            IsPreviewed = Answer.State is AnswerState.Shown;
            return Page();
        }

        await answers.ReplyAsync(_hand, Typed.Read(Reply));
        return Done(AuditedAct.RepliedToAnswer);
    }

    private RedirectToPageResult Done(AuditedAct done) => RedirectToPage("/Staff/Plan/Answers/Index", new { done });

    private async Task<IActionResult> AtHandAsync(Func<Task<IActionResult>> act, CancellationToken stop = default)
    {
        if (await answers.FindAsync(Id, stop) is not { } hand) { return NotFound(); }

        _hand = hand;
        return await act();
    }
}
