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
[RequestFormLimits(ValueLengthLimit = LongestRead)]
[SaysWhatIsTooLarge]
public sealed class ImportModel(ImportPlan import, IDataProtectionProvider protection, IStringLocalizer<Words> words) : PageModel
{
    private const int LongestRead = 32 * 1024 * 1024;

    // Nobody decides a thousand doubts on one page; what is left stays as it was read, and is listed to be looked at.
    private const int MostToDecide = 500;
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

    public PlanImport? Found { get; private set; }

    public ActionPlan? Plan { get; private set; }

    public bool IsTaken { get; private set; }

    public IEnumerable<Doubt> ToDecide => Found?.Doubts.Where(doubt => doubt.About is not DoubtAbout.SomethingElse).Take(MostToDecide) ?? [];

    public IEnumerable<Doubt> ToLookAt => Found?.Doubts.Except(ToDecide) ?? [];

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
            (Plan, Found) = (read.Plan, await import.TryAsync(read, again: false, stop));
            ModelState.Remove(nameof(Read));
            Read = Seal(read);
        }
        catch (UnreadablePlanException wrong)
        {
            foreach (var fault in wrong.Faults) { ModelState.AddModelError(nameof(Document), words[fault.ToString()]); }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync()
    {
        if (Open() is not { } read)
        {
            ModelState.AddModelError(nameof(Document), words["Choose the file of the plan"]);
            return Page();
        }

        if (!ModelState.IsValid) { return BadRequest(); }

        read = read.With(new(Kinds, States));
        (Plan, Found, IsTaken) = (read.Plan, await import.TakeAsync(read, Again, CancellationToken.None), true);
        return Page();
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
