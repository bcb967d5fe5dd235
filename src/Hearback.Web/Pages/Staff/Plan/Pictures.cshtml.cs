using Hearback.Pictures;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>
/// The pictures of an update, one added at a time with what it shows. A coordinator's own page for each update, and an officer's for what their team wrote
/// until it is signed off. The form is read by <see cref="SentPictures"/>; the framework must not touch it.
/// </summary>
[IgnoreAntiforgeryToken, RequestSizeLimit(SentPictures.LongestBody), LeavesTheForm]
public sealed class PicturesModel(DraftDesk desk, PlanPictures pictures, CleanPictures clean, SentPictures sent, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public required string Update { get; init; }

    /// <summary>Set on the monthly round: the next action follows.</summary>
    [FromQuery]
    public bool Round { get; init; }

    /// <summary>The file, of which the form knows only the name of the field.</summary>
    public string? Picture => null;

    /// <summary>What the picture shows.</summary>
    public string? Alt { get; private set; }

    public DraftedUpdate Drafted { get; private set; } = null!;

    public IReadOnlyList<PlanTerm> Glossary { get; private set; } = [];

    /// <summary>What the update is about.</summary>
    public string Name { get; private set; } = "";

    public bool Edits { get; private set; }

    /// <summary>Where the member goes on.</summary>
    public string Next => Round ? $"/staff/plan/round?after={Drafted.About}" : Drafted.Waits && Edits ? "/staff/plan/sign-off" : $"/staff/plan#{Drafted.About}";

    public async Task<IActionResult> OnGetAsync(CancellationToken stop) => await FindAsync(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (await sent.ReadAsync(HttpContext, most: 1) is not { } form) { return BadRequest(); }

        Alt = Said(form);
        foreach (var refusal in form.Refusals) { ModelState.AddModelError(nameof(Picture), refusal); }

        if (form is { Pictures.Count: 0, Refusals.Count: 0 }) { ModelState.AddModelError(nameof(Picture), words["Choose a picture"]); }

        if (Alt.Length is 0) { ModelState.AddModelError(nameof(Alt), words["Say what the picture shows, for people who cannot see it"]); }

        if (!ModelState.IsValid) { return Page(); }

        var both = await clean.InTwoSizesAsync(form.Pictures[0], CancellationToken.None);
        await desk.EditAsync(async (draft, member) => Mine(draft, member).AddPicture(Update, (await pictures.KeepAsync(both)).Showing(Alt)));
        return Again();
    }

    public async Task<IActionResult> OnPostDescribeAsync([FromQuery] string picture)
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (await sent.ReadAsync(HttpContext, most: 0) is not { } form) { return BadRequest(); }

        await desk.EditAsync((draft, member) => Mine(draft, member).DescribePicture(Update, picture, Said(form)));
        return Again();
    }

    public async Task<IActionResult> OnPostTakeOutAsync([FromQuery] string picture)
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        if (await sent.ReadAsync(HttpContext, most: 0) is null) { return BadRequest(); }

        await desk.EditAsync((draft, member) => Mine(draft, member).RemovePicture(Update, picture));
        return Again();
    }

    private static string Said(SentForm form) => Typed.Read(form.Fields.GetValueOrDefault(nameof(Alt), StringValues.Empty).ToString()).ReplaceLineEndings(" ");

    private RedirectResult Again() => Redirect($"/staff/plan/pictures/{Update}{(Round ? "?round=true" : "")}");

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        var (draft, member) = (await desk.ReadAsync(stop), await desk.MemberAsync(stop));
        if (Found(draft, member) is not { } drafted) { return false; }

        (Drafted, Edits, Glossary) = (drafted, member.Role.May(Right.EditPlan), draft.Plan.Glossary);
        Name = PlanText.Plain(draft.Plan.Action(drafted.About)?.Text ?? draft.Plan.Concern(drafted.About)?.Asked ?? "");
        return true;
    }

    /// <summary>The draft, if the member may still change this update: the coordinator may have signed it off meanwhile.</summary>
    private Draft Mine(Draft draft, Member member) => Found(draft, member) is null ? throw new RefusedException("The coordinator has dealt with this update meanwhile. Ask them to change its pictures") : draft;

    private DraftedUpdate? Found(Draft draft, Member member) => draft.Drafted(Update) switch
    {
        null => null,
        var drafted when member.Role.May(Right.EditPlan) => drafted,
        { Waits: true } drafted when draft.Plan.Action(drafted.About) is { } action && member.Leads(action) => drafted,
        _ => null,
    };
}
