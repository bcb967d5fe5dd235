using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A routing rule is changed, moved or removed, or a new one is added. Rules have no names: the number is the one that it had in the version that was seen.</summary>
public sealed class RuleModel(SetupDesk desk, IStringLocalizer<Words> words, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int? Number { get; set; }

    [BindProperty]
    public RuleForm Form { get; set; } = new();

    [BindProperty]
    public TryForm Try { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    public SetupNow Setup { get; private set; } = null!;

    /// <summary>The rule as it was seen; null while it is being added.</summary>
    public RoutingRule? Before { get; private set; }

    /// <summary>What somebody else changed since the page was opened.</summary>
    public IReadOnlyList<ChangedThing>? Theirs { get; private set; }

    public Trying Trying { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Setup = await desk.ReadAsync(stop);
        if (Number is { } number && Setup.Pack.Routing.ElementAtOrDefault(number - 1) is null) { return NotFound(); }

        (Version, Before) = (Setup.Number, Number is { } old ? Setup.Pack.Routing[old - 1] : null);
        // A new one stands before the last, which takes everything else.
        Form = Before is { } rule ? RuleForm.Of(rule, Number!.Value, Setup) : new() { Place = Setup.Pack.Routing.Count };
        Try = new() { Category = Before is { Categories: [var code, ..] } ? code : null, Where = Before is { Places: [var place, ..] } ? TryForm.Place(place) : null };
        Trying = new(Try, Setup);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var rule = await ReadAsync();
        if (!ModelState.IsValid) { return Page(); }

        return await SaveAsync(SetupChanges.Put(rule, Number, Form.Place));
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await ReadAsync();
        foreach (var field in ModelState.Keys.Where(field => field is not "Form.Why").ToList()) { ModelState.Remove(field); }

        if (Number is not { } number) { return NotFound(); }

        if (!ModelState.IsValid) { return Page(); }

        return await SaveAsync(SetupChanges.RemoveRule(number));
    }

    public async Task<IActionResult> OnPostTryAsync()
    {
        // Nobody need say why before they know what.
        ModelState.Remove("Form.Why");
        var rule = await ReadAsync();
        if (Try.Read(Setup, time.Today, ModelState, words) is not var (one, at) || !ModelState.IsValid) { return Page(); }

        var change = SetupChanges.Put(rule, Number, Form.Place);
        var after = await desk.TryAsync(change, await SeenBeforeAsync());
        Trying = new(Try, Setup, Tried.In(Setup.Pack, one, at), Tried.In(after, one, at));
        return Page();
    }

    private async Task<IActionResult> SaveAsync(SetupChange change)
    {
        await desk.SaveAsync(SetupPart.Routing, change, await SeenBeforeAsync(), Typed.Read(Form.Why));
        return RedirectToPage("/Staff/Setup/Routing", new { done = AuditedAct.ChangedSetup });
    }

    private async Task<RoutingRule> ReadAsync()
    {
        Setup = await desk.ReadAsync(CancellationToken.None);
        Trying = new(Try, Setup);
        var seen = Version == Setup.Number ? Setup.Pack : await desk.AsOfAsync(Version, CancellationToken.None);
        Before = Number is { } number ? seen?.Routing.ElementAtOrDefault(number - 1) : null;
        return Form.Read(Before, Setup, ModelState, words);
    }

    /// <summary>The version that the member had before them. Whoever sends once more has read what the other wrote, and speaks of the rule by the number that it has now.</summary>
    private async Task<int> SeenBeforeAsync()
    {
        var seen = Version;
        if (seen == Setup.Number) { return seen; }

        (Theirs, Version) = (await desk.ChangedSinceAsync(seen, Setup, words), Setup.Number);
        var now = Number is { } number && await desk.AsOfAsync(seen, CancellationToken.None) is { } then ? SetupChanges.NumberNow(then, Setup.Pack, number) : null;
        if (Form.Place == Number && now is { } place)
        {
            ModelState.Remove("Form.Place");
            Form.Place = place;
        }

        Number = now;
        return seen;
    }
}
