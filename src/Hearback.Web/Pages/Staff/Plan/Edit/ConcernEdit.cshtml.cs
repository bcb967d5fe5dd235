using System.ComponentModel.DataAnnotations;
using Hearback.Plan;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>What residents asked: a new concern, or one that is in the draft.</summary>
public sealed class ConcernEditModel(DraftDesk desk) : PageModel
{
    /// <summary>Which concern, or "new".</summary>
    [FromRoute]
    public required string Id { get; init; }

    public bool IsNew => Id is "new";

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter what residents asked")]
    [Typed(ActionPlan.LongestText, Called = "What residents asked")]
    public string? Asked { get; set; }

    [BindProperty]
    [Typed(200, Called = "Where they said it")]
    public string? SaidAt { get; set; }

    [BindProperty]
    public DateAnswer SaidOn { get; set; } = new();

    [BindProperty]
    [Range(1, 1_000_000, ErrorMessage = "How many people said it must be a number from 1 on")]
    public int? People { get; set; }

    [BindProperty]
    [Typed(300, Called = "What it is about")]
    public string? Themes { get; set; }

    [BindProperty]
    [Typed(600, Called = "The places")]
    public string? Places { get; set; }

    /// <summary>The concern as it is now, when somebody else changed it since it was opened.</summary>
    public Concern? Theirs { get; private set; }

    public string? Preview { get; private set; }

    public IReadOnlyList<PlanTerm> Glossary { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (IsNew) { return Page(); }

        if ((await desk.ReadAsync(stop)).Plan.Concern(Id) is not { } concern) { return NotFound(); }

        (Seen, Asked, SaidAt, People) = (Fingerprint(concern), concern.Asked, concern.SaidAt, concern.People);
        (Themes, Places) = (Tags.Write(concern.Themes), Tags.Write(concern.Places));
        if (concern.SaidOn is { } on) { SaidOn = DateAnswer.From(on); }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!SaidOn.IsBlank && SaidOn.AsDate() is null) { ModelState.AddModelError(nameof(SaidOn), "Enter a real date, with day, month and year"); }

        if (!ModelState.IsValid) { return Page(); }

        if (IsNew)
        {
            var made = Write(new Concern { Id = PlanIds.New(), Asked = "" });
            await desk.EditAsync((draft, _) => draft.Add(made));
            return Redirect($"/staff/plan#{made.Id}");
        }

        if ((await desk.ReadAsync(CancellationToken.None)).Plan.Concern(Id) is not { } now) { return NotFound(); }

        var seen = Seen ?? "";
        // Whoever sends once more has read what the other wrote.
        if (Fingerprint(now) != seen) { (Theirs, Seen) = (now, Fingerprint(now)); }

        ModelState.Remove(nameof(Seen));
        await desk.EditAsync((draft, _) => draft.Change(Id, seen, Write));
        return Redirect($"/staff/plan#{Id}");
    }

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        (Preview, Glossary) = (Typed.Read(Asked), (await desk.ReadAsync(CancellationToken.None)).Plan.Glossary);
        return Page();
    }

    private Concern Write(Concern concern) => concern with
    {
        Asked = Typed.Read(Asked),
        SaidAt = Typed.ReadOrNull(SaidAt),
        SaidOn = SaidOn.AsDate(),
        People = People,
        Themes = Tags.Read(Themes),
        Places = Tags.Read(Places),
    };

    private static string Fingerprint(Concern concern) => Draft.Seen(concern with { Actions = [], Updates = [] });
}

/// <summary>Names with commas between them.</summary>
internal static class Tags
{
    public static string Write(IEnumerable<string> names) => string.Join(", ", names);

    public static IReadOnlyList<string> Read(string? typed) =>
        [.. (typed ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.CurrentCultureIgnoreCase)];
}
