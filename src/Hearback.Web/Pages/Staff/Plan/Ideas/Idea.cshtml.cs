using System.ComponentModel.DataAnnotations;
using Hearback.Audit;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>One idea: it is read, and replied to after a look at what the person will read.</summary>
public sealed class ReadIdeaModel(IdeasAtHand ideas, CurrentPack pack) : PageModel
{
    private IdeaAtHand _hand = null!;

    public static IReadOnlyList<IdeaState> Decisions { get; } = [IdeaState.TakenUp, IdeaState.LookedInto, IdeaState.NotNow];

    [FromRoute] public Guid Id { get; set; }

    [BindProperty] public long Version { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select what becomes of it")]
    public IdeaState? Decision { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write a reply")]
    [Typed(Hearback.Plan.Idea.LongestReply, Called = "Your reply")]
    public string? Reply { get; set; }

    [BindProperty] public string? Previewed { get; set; }

    public Idea Idea => _hand.Idea;

    public string SignedBy => pack.Now.About.Partnership;

    /// <summary>All of it, once the member has read it.</summary>
    public IdeaContent? Opened { get; private set; }

    public bool IsPreviewed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostReadAsync()
    {
        ModelState.Clear();
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        Opened ??= await ideas.OpenAsync(_hand);
        return Page();
    }

    public Task<IActionResult> OnPostPreviewAsync() => ReplyAsync(send: false);

    public Task<IActionResult> OnPostAsync() => ReplyAsync(Preview.IsOf(Previewed, Reply));

    private async Task<IActionResult> ReplyAsync(bool send)
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        if (!send)
        {
            IsPreviewed = true;
            return Page();
        }

        await ideas.ReplyAsync(_hand, Version, Decision!.Value, Typed.Read(Reply));
        return RedirectToPage("/Staff/Plan/Ideas/Index", new { done = AuditedAct.RepliedToIdea });
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        if (await ideas.FindAsync(Id, stop) is not { } hand) { return false; }

        _hand = hand;
        Opened = await ideas.OpenAgainAsync(hand);
        return true;
    }
}
