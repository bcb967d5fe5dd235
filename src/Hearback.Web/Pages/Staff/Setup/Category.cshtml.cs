using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>A category is changed, or a new one is added. Its code is made of its name, and stays when the name changes.</summary>
public sealed class CategoryModel(SetupDesk desk, IStringLocalizer<Words> words, TimeProvider time) : PageModel
{
    [FromRoute]
    public string? Code { get; init; }

    [BindProperty]
    public CategoryForm Form { get; set; } = new();

    [BindProperty]
    public TryForm Try { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    public SetupNow Setup { get; private set; } = null!;

    /// <summary>As it is in force; null while it is being added.</summary>
    public Category? Category { get; private set; }

    /// <summary>What somebody else changed since the page was opened.</summary>
    public IReadOnlyList<ChangedThing>? Theirs { get; private set; }

    public Trying Trying { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (!await FindAsync(stop)) { return NotFound(); }

        Version = Setup.Number;
        Form = Category is { } category ? CategoryForm.Of(category, Setup.Pack) : new() { After = Setup.Pack.Categories[^1].Code };
        Try = new() { Category = Code };
        Trying = new(Try, Setup);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync(CancellationToken.None)) { return NotFound(); }

        var category = Read();
        if (Category is null && Setup.Pack.Category(category.Code) is not null) { ModelState.AddModelError("Form.Name", words["There is a category with this name. Change that one, or choose another name"]); }

        if (!ModelState.IsValid) { return Page(); }

        await desk.SaveAsync(SetupPart.Categories, SetupChanges.Put(category, After), await SeenBeforeAsync(), Typed.Read(Form.Why));
        return RedirectToPage("/Staff/Setup/Categories", new { done = AuditedAct.ChangedSetup });
    }

    public async Task<IActionResult> OnPostTryAsync()
    {
        if (!await FindAsync(CancellationToken.None) || Category is null) { return NotFound(); }

        // Nobody need say why before they know what.
        ModelState.Remove("Form.Why");
        var category = Read();
        if (Try.Read(Setup, time.Today, ModelState, words) is not var (one, at) || !ModelState.IsValid) { return Page(); }

        var after = await desk.TryAsync(SetupChanges.Put(category, After), await SeenBeforeAsync());
        Trying = new(Try, Setup, Tried.In(Setup.Pack, one, at), Tried.In(after, one, at));
        return Page();
    }

    private string? After => string.IsNullOrEmpty(Form.After) ? null : Form.After;

    private Category Read()
    {
        var before = Category ?? new() { Code = Codes.Of(Form.Name, "category"), Group = "", Name = "", ShortName = "", Class = default, Tier = default };
        return Form.Read(before);
    }

    private async Task<int> SeenBeforeAsync()
    {
        var seen = Version;
        if (seen != Setup.Number) { (Theirs, Version) = (await desk.ChangedSinceAsync(seen, Setup, words), Setup.Number); }

        return seen;
    }

    private async Task<bool> FindAsync(CancellationToken stop)
    {
        Setup = await desk.ReadAsync(stop);
        Trying = new(Try, Setup);
        Category = Setup.Pack.Category(Code);
        return Code is null || Category is not null;
    }
}
