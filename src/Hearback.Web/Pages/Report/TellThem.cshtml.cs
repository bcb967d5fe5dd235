using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>The exact way to tell a service oneself, and one press by which somebody is asked later whether it worked.</summary>
[Asks(Question.When)]
public sealed class TellThemModel(Journey journey, SendReport send, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    public const string Address = "/report/tell-them";

    public DateTimeOffset Now => time.GetUtcNow();

    public ServiceNow Owner { get; private set; } = null!;

    public int AskAfter => journey.Pack.Standards[Reports.Report.TierFor(Category, effect: null)].AskAfter;

    /// <summary>Whether a member fills it in for a caller.</summary>
    public bool ForCaller => journey.Answers.ToldBy is not ToldBy.Web;

    private Category Category => journey.Pack.Category(journey.Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    public IActionResult OnGet() => Find() ? Page() : journey.LeadToOpen();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Find()) { return journey.LeadToOpen(); }

        if (ForCaller && User.MemberId is null) { return Challenge(); }

        await send.SendAsync(
            journey.Answers with { GoesTo = new(Owner.Service.Code, Passed: null), Identity = IdentityLevel.Anonymous, Contact = null, Story = Story, Effect = null, Wish = null },
            ForCaller ? User.MemberId : null);
        return Redirect("/report/sent");
    }

    /// <summary>What they wrote to find the kind of behaviour, or told already, is theirs and stays.</summary>
    private string Story => string.Join("\n\n", new[] { journey.Answers.Story ?? journey.Answers.Said, words["I tell {0} myself.", Owner.Service.Name].Value }.OfType<string>());

    private bool Find()
    {
        if (journey.Answers is not { NotOurs.Choice: NotOursChoice.TellThemMyself } || journey.Answers.OwnerIn(journey.Pack) is not { } owner) { return false; }

        Owner = new(owner, owner.State(Now));
        return true;
    }
}
