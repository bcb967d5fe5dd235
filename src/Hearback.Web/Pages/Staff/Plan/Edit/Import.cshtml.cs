using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Hearback.Plan;
using Hearback.Plan.Files;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.PlanWork;

/// <summary>
/// Takes a Word document, a web page, a table or our own data into the draft: first a look at what would be made, with the doubts to decide,
/// then all or nothing. What was read goes with the form, sealed, so that the file is chosen once.
/// </summary>
[RequestFormLimits(ValueLengthLimit = LongestRead, ValueCountLimit = MostFields)]
[SaysWhatIsTooLarge]
public sealed class ImportModel(ImportPlan import, IDataProtectionProvider protection, IStringLocalizer<Words> words) : PageModel
{
    private const int LongestRead = 32 * 1024 * 1024;

    // What was decided on one stretch of the doubts goes with the form to the next.
    private const int MostFields = 25_000;
    private readonly IDataProtector _protector = protection.CreateProtector("Hearback.Import");

    [BindProperty]
    public IFormFile? Document { get; set; }

    /// <summary>What was read of the file, as only we can have written it.</summary>
    [BindProperty]
    public string? Read { get; set; }

    // Named, so that a form without any is not read whole as if each of its fields were one.
    [BindProperty(Name = nameof(Kinds))]
    public Dictionary<string, ActionKind> Kinds { get; set; } = [];

    [BindProperty(Name = nameof(States))]
    public Dictionary<string, ActionState> States { get; set; } = [];

    [BindProperty]
    public bool Again { get; set; }

    /// <summary>From which row of the file on the things are listed, when somebody typed one.</summary>
    [BindProperty]
    public string? FromRow { get; set; }

    public PlanImport? Found { get; private set; }

    public ActionPlan? Plan { get; private set; }

    public bool IsTaken { get; private set; }

    /// <summary>The doubts that are decided here, and a stretch of them.</summary>
    public Stretch<Doubt> ToDecide { get; private set; } = new([], 0, 1);

    /// <summary>The doubts that are looked at in the draft.</summary>
    public Stretch<Doubt> ToLookAt { get; private set; } = new([], 0, 1);

    public Stretch<ImportedThing> Things { get; private set; } = new([], 0, 1);

    /// <summary>What was decided otherwise than it was read, on other stretches than the one that is shown.</summary>
    public IEnumerable<(string Field, string Value)> DecidedElsewhere { get; private set; } = [];

    /// <summary>"4 concerns, 12 actions, 5 asks, 9 updates": what of the file is new.</summary>
    public string Counted => string.Join(", ", (Found?.Things ?? []).Where(thing => thing.IsNew).GroupBy(thing => thing.Kind).OrderBy(kind => kind.Key).Select(kind => Count(kind.Key, kind.Count())));

    /// <param name="tooLarge">Whether a file was chosen that is larger than any plan (<see cref="SaysWhatIsTooLargeAttribute"/>).</param>
    public void OnGet(bool tooLarge)
    {
        if (tooLarge) { ModelState.AddModelError(nameof(Document), words[AnyPlanFile.TooLarge]); }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        if (Document is null)
        {
            ModelState.AddModelError(nameof(Document), words["Choose the file of the plan"]);
            return Page();
        }

        await using var stream = Document.OpenReadStream();
        try
        {
            var read = await import.ReadAsync(Document.FileName, stream, progress: null, stop);
            ModelState.Remove(nameof(Read));
            Read = Seal(read);
            await LookAsync(read, new(0, 0, 0), stop);
        }
        catch (UnreadablePlanException wrong)
        {
            foreach (var fault in wrong.Faults) { ModelState.AddModelError(nameof(Document), words[fault.ToString()]); }
        }

        return Page();
    }

    /// <summary>Looks at another stretch of what would be made. What was decided so far stays decided.</summary>
    public async Task<IActionResult> OnPostLookAsync([FromQuery] Stretches at, CancellationToken stop)
    {
        if (Open() is not { } read) { return ChooseAgain(); }

        if (!ModelState.IsValid) { return BadRequest(); }

        await LookAsync(read, at, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        if (Open() is not { } read) { return ChooseAgain(); }

        if (!ModelState.IsValid) { return BadRequest(); }

        var decided = read.With(new(Kinds, States));
        (Plan, IsTaken) = (decided.Plan, true);
        List(read, await import.TakeAsync(decided, Again, CancellationToken.None, User.MemberId), new(0, 0, 0));
        return Page();
    }

    /// <summary>The address of a button that shows another stretch of one of the lists.</summary>
    public string At(int? decide = null, int? lookAt = null, int? things = null) =>
        string.Create(CultureInfo.InvariantCulture, $"?handler=Look&decide={decide ?? ToDecide.From}&lookAt={lookAt ?? ToLookAt.From}&things={things ?? Things.From}#{(decide is not null ? "decide" : lookAt is not null ? "look-at" : "things")}");

    private PageResult ChooseAgain()
    {
        ModelState.AddModelError(nameof(Document), words["Choose the file of the plan"]);
        return Page();
    }

    private async Task LookAsync(ReadPlan read, Stretches at, CancellationToken stop)
    {
        var decided = read.With(new(Kinds, States));
        Plan = decided.Plan;
        var found = await import.TryAsync(decided, again: false, stop);
        List(read, found, int.TryParse(FromRow, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var row) ? at with { Things = found.Things.TakeWhile(thing => !(thing.Row >= row)).Count() } : at);
    }

    private void List(ReadPlan read, PlanImport found, Stretches at)
    {
        ModelState.Remove(nameof(FromRow));
        (Found, FromRow) = (found, null);
        ToDecide = new([.. found.Doubts.Where(doubt => doubt.About is not DoubtAbout.SomethingElse)], at.Decide, 25);
        ToLookAt = new([.. found.Doubts.Where(doubt => doubt.About is DoubtAbout.SomethingElse)], at.LookAt, 50);
        Things = new(found.Things, at.Things, 100);
        var (shown, asRead) = (ToDecide.Shown.Select(doubt => (doubt.ItemId, doubt.About)).ToHashSet(), read.Plan.Actions.ToDictionary(action => action.Id));
        DecidedElsewhere =
        [
            .. Kinds.Where(kind => !shown.Contains((kind.Key, DoubtAbout.Kind)) && asRead.GetValueOrDefault(kind.Key)?.Kind != kind.Value).Select(kind => ($"Kinds[{kind.Key}]", kind.Value.ToString())),
            .. States.Where(state => !shown.Contains((state.Key, DoubtAbout.State)) && asRead.GetValueOrDefault(state.Key)?.State != state.Value).Select(state => ($"States[{state.Key}]", state.Value.ToString())),
        ];
    }

    private string Count(ImportedKind kind, int count) => (kind, count) switch
    {
        (ImportedKind.Concern, 1) => words["1 concern"],
        (ImportedKind.Concern, _) => words["{0} concerns", $"{count:N0}"],
        (ImportedKind.Doing, 1) => words["1 action"],
        (ImportedKind.Doing, _) => words["{0} actions", $"{count:N0}"],
        (ImportedKind.Ask, 1) => words["1 ask"],
        (ImportedKind.Ask, _) => words["{0} asks", $"{count:N0}"],
        (ImportedKind.Update, 1) => words["1 update"],
        (ImportedKind.Update, _) => words["{0} updates", $"{count:N0}"],
    };

    private string Seal(ReadPlan read)
    {
        using var small = new MemoryStream();
        using (var zip = new BrotliStream(small, CompressionLevel.Fastest)) { JsonSerializer.Serialize(zip, read); }

        return Convert.ToBase64String(_protector.Protect(small.ToArray()));
    }

    private ReadPlan? Open()
    {
        try
        {
            using var small = new MemoryStream(_protector.Unprotect(Convert.FromBase64String(Read ?? "")));
            using var zip = new BrotliStream(small, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<ReadPlan>(zip);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            // Nothing was read, or not by us.
            return null;
        }
    }
}

/// <summary>Where each of the three lists begins that are looked at before a plan is taken in.</summary>
public sealed record Stretches(int Decide, int LookAt, int Things);

/// <summary>A part of a long list, so that a page stays small and nothing is hidden.</summary>
public sealed class Stretch<T>(IReadOnlyList<T> all, int from, int atOnce)
{
    /// <summary>How many stand before it.</summary>
    public int From { get; } = Math.Clamp(from, 0, Math.Max(0, all.Count - 1));

    public int All => all.Count;

    public IReadOnlyList<T> Shown => [.. all.Skip(From).Take(atOnce)];

    /// <summary>Where the stretch before it begins; null when it is the first.</summary>
    public int? Before => From > 0 ? Math.Max(0, From - atOnce) : null;

    /// <summary>Where the next begins; null when it is the last.</summary>
    public int? After => From + atOnce < All ? From + atOnce : null;

    /// <summary>"101 to 200 of 25,000".</summary>
    public string InWords(IStringLocalizer words) => words["{0} to {1} of {2}", $"{From + 1:N0}", $"{Math.Min(From + atOnce, All):N0}", $"{All:N0}"];
}
