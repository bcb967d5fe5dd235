using Hearback.Calendar;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.SetupWork;

/// <summary>Says who would get a report, under the rules in force.</summary>
public sealed class TryModel(SetupDesk desk, IStringLocalizer<Words> words, TimeProvider time) : PageModel
{
    [BindProperty]
    public TryForm Try { get; set; } = new();

    public Trying Trying { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop) => Trying = new(Try, await desk.ReadAsync(stop));

    public async Task OnPostTryAsync(CancellationToken stop)
    {
        var setup = await desk.ReadAsync(stop);
        Trying = new(Try, setup, Try.Read(setup, time.Today, ModelState, words) is var (one, at) ? Tried.In(setup.Pack, one, at) : null);
    }
}
