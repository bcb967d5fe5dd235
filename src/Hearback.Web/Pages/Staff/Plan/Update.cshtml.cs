using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Web.GovUk;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>Writes what came of an action or a concern. An officer's words wait for the coordinator, who also mends what is written already.</summary>
public sealed class UpdateModel(DraftDesk desk, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    private const int MostFigures = 10;

    [FromRoute]
    public required string Id { get; init; }

    /// <summary>Which of its updates is changed; null when one is written.</summary>
    [FromRoute]
    public string? Update { get; init; }

    /// <summary>Set on the monthly round: the next action follows.</summary>
    [FromQuery]
    public bool Round { get; init; }

    [BindProperty]
    [Typed(120, Called = "The title")]
    public string? Title { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Write the update")]
    [Typed(ActionPlan.LongestText, Called = "The update")]
    public string? Text { get; set; }

    [BindProperty]
    public DateAnswer On { get; set; } = new();

    [BindProperty]
    [Typed(600, Called = "The figures")]
    public string? Figures { get; set; }

    [BindProperty]
    [Url(ErrorMessage = "Enter a web address that begins with https://")]
    public string? Evidence { get; set; }

    /// <summary>The state the action goes to; null when it stays.</summary>
    [BindProperty]
    public ActionState? State { get; set; }

    /// <summary>Set by the button after which pictures are added.</summary>
    [BindProperty]
    public bool AddPictures { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>What an update that is changed is about: the concern, or one of its actions.</summary>
    [BindProperty]
    public string? About { get; set; }

    public Concern Concern { get; private set; } = null!;

    public PlannedAction? Action { get; private set; }

    /// <summary>What was written before, the latest first.</summary>
    public IReadOnlyList<ProgressUpdate> Earlier { get; private set; } = [];

    /// <summary>What the teams wrote and the coordinator has not signed off yet.</summary>
    public IReadOnlyList<ProgressUpdate> Waiting { get; private set; } = [];

    /// <summary>The update as it is in the draft; null when one is written.</summary>
    public ProgressUpdate? Before { get; private set; }

    /// <summary>The update as it is now, when somebody else changed it since it was opened.</summary>
    public ProgressUpdate? Theirs { get; private set; }

    public string Name { get; private set; } = "";

    public bool Edits { get; private set; }

    public string? Preview { get; private set; }

    /// <summary>The words that the plan explains, as everyone will read them explained.</summary>
    public IReadOnlyList<PlanTerm> Glossary { get; private set; } = [];

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is null) { return NotFound(); }

        On = DateAnswer.From(time.Today);
        if (Before is { } update)
        {
            (Seen, About, Title, Text) = (Draft.Seen(update), Id, update.Title, update.Text);
            (Figures, Evidence) = (string.Join('\n', update.Figures.Select(Write)), update.Evidence?.ToString());
            On = update.On is { } on ? DateAnswer.From(on) : new();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync(CancellationToken.None) is not { } member) { return NotFound(); }

        // An imported plan may give no day; it is not asked for what nobody knows.
        var mayLackDay = Before is { On: null } && On.IsBlank;
        if (!mayLackDay && (On.AsDate() is not { } day || day > time.Today)) { ModelState.AddModelError(nameof(On), words["Enter the day, today or in the past, with day, month and year"]); }

        if (Evidence is not null && !Evidence.StartsWith("https://", StringComparison.Ordinal)) { ModelState.AddModelError(nameof(Evidence), words["Enter a web address that begins with https://"]); }

        if (ReadFigures() is not { } figures) { ModelState.AddModelError(nameof(Figures), words["Write each figure as a number and what it counts, for example ‘3 addresses closed’"]); figures = []; }

        if (!ModelState.IsValid) { return Page(); }

        if (Before is { } before)
        {
            var seen = Seen ?? "";
            // Whoever sends once more has read what the other wrote.
            if (Draft.Seen(before) != seen) { (Theirs, Seen) = (before, Draft.Seen(before)); }

            ModelState.Remove(nameof(Seen));
            var about = About ?? Id;
            await desk.EditAsync((draft, _) =>
            {
                draft.ChangeUpdate(Id, before.Id, seen, was => was with { On = On.AsDate(), Title = Typed.ReadOrNull(Title), Text = Typed.Read(Text), Figures = figures, Evidence = Evidence is null ? null : new Uri(Evidence) });
                draft.MoveUpdate(Id, before.Id, about);
            });
            return Redirect($"/staff/plan#{about}");
        }

        var update = new ProgressUpdate
        {
            Id = PlanIds.New(),
            On = On.AsDate(),
            Title = Typed.ReadOrNull(Title),
            Text = Typed.Read(Text),
            By = member.Teams is [{ Team: var code }, ..] && pack.Now.Team(code) is { } team ? team.Name : Action?.Leads is [var lead, ..] ? lead.Name : null,
            Figures = figures,
            Evidence = Evidence is null ? null : new Uri(Evidence),
        };
        var state = Action is null || State == Action.State ? null : State;
        await desk.EditAsync((draft, by) =>
        {
            if (!Edits) { draft.Propose(new() { ActionId = Id, Update = update with { State = state }, By = by.Id }); }
            else if (state is { } changed) { draft.ChangeState(Id, changed, update); }
            else { draft.AddUpdate(Id, update); }
        });
        if (AddPictures) { return Redirect($"/staff/plan/pictures/{update.Id}{(Round ? "?round=true" : "")}"); }

        return Redirect(Round ? $"/staff/plan/round?after={Id}" : $"/staff/plan#{Id}");
    }

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (await FindAsync(CancellationToken.None) is null) { return NotFound(); }

        Preview = Typed.Read(Text);
        return Page();
    }

    private async Task<Member?> FindAsync(CancellationToken stop)
    {
        var (draft, member) = (await desk.ReadAsync(stop), await desk.MemberAsync(stop));
        var plan = draft.Plan;
        (Edits, Glossary) = (member.Role.May(Right.EditPlan), plan.Glossary);
        Action = plan.Action(Id);
        if (Action is null ? !Edits || plan.Concern(Id) is null : !member.Leads(Action)) { return null; }

        (Concern, Earlier) = (Action is null ? plan.Concern(Id)! : plan.ConcernOf(Action), [.. plan.UpdatesOn(Id).Reverse()]);
        Waiting = [.. draft.Proposed.Where(proposed => proposed.ActionId == Id).Select(proposed => proposed.Update)];
        if (Update is not null)
        {
            Before = Earlier.FirstOrDefault(update => update.Id == Update);
            // What is in the draft already, the coordinator answers for.
            if (Before is null || !Edits) { return null; }
        }

        Name = PlanText.Plain(Action?.Text ?? plan.Concern(Id)!.Asked);
        return member;
    }

    /// <summary>"60 contacts, last 3 months", one a line; null when a line is no figure.</summary>
    private List<Figure>? ReadFigures()
    {
        var figures = new List<Figure>();
        foreach (var line in Typed.Read(Figures).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Before?.Figures.FirstOrDefault(one => Write(one) == line) is { } same)
            {
                figures.Add(same);
                continue;
            }

            if (line.Split(' ', 2) is not [var number, var of] || !decimal.TryParse(number, NumberStyles.Number, CultureInfo.GetCultureInfo("en-GB"), out var count)) { return null; }

            var parts = of.Split(", ", 2);
            figures.Add(new(count, parts[0], parts.ElementAtOrDefault(1)));
        }

        return figures.Count <= MostFigures ? figures : null;
    }

    private static string Write(Figure figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Number} {figure.Of}{(figure.Period is { } period ? $", {period}" : "")}");
}
