using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Pages.Reporting;

/// <summary>What to do first after an answer that cannot wait for a report. Nobody is turned away: from here they change the answer, or still tell us.</summary>
[Asks(Question.More)]
public sealed class AdviceModel(Journey journey) : PageModel
{
    [FromRoute]
    public string? Code { get; set; }

    public FollowUpAnswer Given { get; private set; } = null!;

    /// <summary>Where the answer can be changed.</summary>
    public string Change { get; private set; } = "";

    public IActionResult OnGet() => WasStopped() ? Page() : journey.LeadToOpen();

    public async Task<IActionResult> OnPostAsync() =>
        WasStopped() ? await journey.KeepAsync(journey.Answers.Keeping(Given with { TellsAllTheSame = true })) : journey.LeadToOpen();

    private bool WasStopped()
    {
        if (journey.AskedAs(Code) is not { } asked || journey.Answers.AnswerTo(asked.Code) is not { Advice: not null } given) { return false; }

        (Given, Change) = (given, asked.Address());
        return true;
    }
}
