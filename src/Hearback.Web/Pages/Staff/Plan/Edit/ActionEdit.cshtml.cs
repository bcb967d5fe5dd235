using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>What is done, or what people can do: the words, who leads and who helps. State and date have pages of their own.</summary>
public sealed partial class ActionEditModel(DraftDesk desk, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromRoute]
    public string? Id { get; init; }

    [FromRoute]
    public string? ConcernId { get; init; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Select whether it is an action or an ask")]
    public ActionKind? Kind { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter what is done, or what people can do")]
    [Typed(ActionPlan.LongestText, Called = "The text")]
    public string? Text { get; set; }

    /// <summary>Codes of teams of the pack.</summary>
    [BindProperty]
    public List<string> Leads { get; set; } = [];

    [BindProperty]
    public List<string> Supporting { get; set; } = [];

    [BindProperty]
    [Typed(300, Called = "Other partners")]
    public string? OtherLeads { get; set; }

    [BindProperty]
    [Typed(300, Called = "Other partners")]
    public string? OtherSupporting { get; set; }

    [BindProperty]
    public string? GoesWith { get; set; }

    [BindProperty]
    [Typed(300, Called = "What it is about")]
    public string? Themes { get; set; }

    [BindProperty]
    [Typed(600, Called = "The places")]
    public string? Places { get; set; }

    public Concern Concern { get; private set; } = null!;

    public PlannedAction? Theirs { get; private set; }

    public string? Preview { get; private set; }

    public IReadOnlyList<PlanTerm> Glossary { get; private set; } = [];

    public IEnumerable<Team> AllTeams => pack.Now.Teams.OrderBy(team => team.Name, StringComparer.CurrentCultureIgnoreCase);

    public IEnumerable<PlannedAction> Beside => Concern.Actions.Where(action => action.Kind is ActionKind.Doing && action.Id != Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await FindAsync(stop) is not { } found) { return NotFound(); }

        if (found.Action is not { } action) { return Page(); }

        (Seen, Kind, Text, GoesWith) = (Fingerprint(action), action.Kind, action.Text, action.GoesWith);
        (Themes, Places) = (Tags.Write(action.Themes), Tags.Write(action.Places));
        (Leads, OtherLeads) = (Teams(action.Leads), Others(action.Leads));
        (Supporting, OtherSupporting) = (Teams(action.Supporting), Others(action.Supporting));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync(CancellationToken.None) is not { } found) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        if (found.Action is not { } now)
        {
            var made = Write(new PlannedAction { Id = PlanIds.New(), Text = "", AddedOn = time.Today });
            await desk.EditAsync((draft, _) => draft.Add(ConcernId!, made));
            return Redirect(made.GoesWith is null ? $"/staff/plan/actions/{made.Id}/date" : $"/staff/plan#{made.Id}");
        }

        var seen = Seen ?? "";
        // Whoever sends once more has read what the other wrote.
        if (Fingerprint(now) != seen) { (Theirs, Seen) = (now, Fingerprint(now)); }

        ModelState.Remove(nameof(Seen));
        await desk.EditAsync((draft, _) => draft.ChangeAction(now.Id, seen, Write));
        return Redirect($"/staff/plan#{now.Id}");
    }

    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (await FindAsync(CancellationToken.None) is null) { return NotFound(); }

        Preview = Typed.Read(Text);
        return Page();
    }

    private PlannedAction Write(PlannedAction action) => action with
    {
        Kind = Kind!.Value,
        Text = Typed.Read(Text),
        Leads = Chosen(Leads, OtherLeads, action.Leads),
        Supporting = Chosen(Supporting, OtherSupporting, action.Supporting),
        GoesWith = Kind is ActionKind.Ask && !string.IsNullOrEmpty(GoesWith) ? GoesWith : null,
        Themes = Tags.Read(Themes),
        Places = Tags.Read(Places),
    };

    /// <summary>The chosen teams and the partners by name; those that were chosen before stay as they were, the first first.</summary>
    private List<Lead> Chosen(IEnumerable<string> codes, string? others, IReadOnlyList<Lead> before)
    {
        var chosen = codes.Distinct().Select(code => before.FirstOrDefault(lead => lead.Team == code) ?? (pack.Now.Team(code) is { } team ? Lead.Of(team, pack.Now) : null)).OfType<Lead>()
            .Concat(Typed.Read(others).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Select(line => Partner(line, before))).ToList();
        return [.. before.Where(chosen.Contains), .. chosen.Except(before)];
    }

    private static Lead Partner(string line, IReadOnlyList<Lead> before)
    {
        if (before.FirstOrDefault(lead => lead.Team is null && Write(lead) == line) is { } same) { return same; }

        var (name, contact) = WithContact().Match(line) is { Success: true } parts ? (parts.Groups["name"].Value, parts.Groups["contact"].Value) : (line, null);
        return new() { Name = name, Organisation = before.FirstOrDefault(lead => lead.Team is null && lead.Name == name)?.Organisation, Contact = contact };
    }

    private static List<string> Teams(IEnumerable<Lead> leads) => [.. leads.Select(lead => lead.Team).OfType<string>()];

    private static string Others(IEnumerable<Lead> leads) => string.Join('\n', leads.Where(lead => lead.Team is null).Select(Write));

    private static string Write(Lead partner) => partner.Contact is { } contact ? $"{partner.Name} ({contact})" : partner.Name;

    /// <summary>"Friends of the park (park@example.org)": what stands in brackets is a contact when it has a mailbox or a number.</summary>
    [GeneratedRegex(@"^(?<name>.+?) *\((?<contact>[^()]*(?:@|\d{3})[^()]*)\)$")]
    private static partial Regex WithContact();

    private async Task<(Concern Concern, PlannedAction? Action)?> FindAsync(CancellationToken stop)
    {
        var plan = (await desk.ReadAsync(stop)).Plan;
        var action = Id is null ? null : plan.Action(Id);
        if ((action is null ? plan.Concern(ConcernId ?? "") : plan.ConcernOf(action)) is not { } concern) { return null; }

        (Concern, Glossary) = (concern, plan.Glossary);
        return (concern, action);
    }

    private static string Fingerprint(PlannedAction action) => Draft.Seen(action with { Updates = [] });
}
