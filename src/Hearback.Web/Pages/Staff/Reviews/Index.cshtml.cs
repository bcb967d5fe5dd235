using Hearback.Calendar;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>The case reviews, the next day first.</summary>
public sealed class ReviewsModel(ReviewDesk desk, TimeProvider time) : PageModel
{
    public IReadOnlyList<ListedReview> Reviews { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await desk.ListAsync(stop) is not { } reviews) { return NotFound(); }

        (Reviews, Names) = (reviews, await desk.ThoseWhoRunItAsync(stop));
        return Page();
    }
}
