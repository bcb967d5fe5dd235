using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Hearback.Web.Pages.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Work;

/// <summary>A member reports for somebody who called, came or wrote; the questions are the residents' own.</summary>
public sealed class NewModel(Journey journey) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Select how they told you")]
    [AllowedValues(null, Hearback.Reports.ToldBy.Phone, Hearback.Reports.ToldBy.InPerson, Hearback.Reports.ToldBy.TextMessage, Hearback.Reports.ToldBy.Email, Hearback.Reports.ToldBy.Letter, ErrorMessage = "Select how they told you")]
    public ToldBy? ToldBy { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) { return Page(); }

        await journey.KeepAsync(new ReportAnswers { ToldBy = ToldBy!.Value });
        return LocalRedirect("/report/what");
    }
}
