using System.Security.Cryptography;
using System.Text;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>All that a service will be told, each answer to be changed, and one press that sends it. Who somebody is goes along only if they tick it here.</summary>
[Asks(Question.Check)]
public sealed class HandOverModel(Journey journey, SendReport send, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    public const string Address = "/report/hand-over";

    /// <summary>Ticked by a named reporter.</summary>
    public const string WhoIAm = nameof(WhoIAm);

    [BindProperty]
    public List<string> Tell { get; set; } = [];

    /// <summary>What was read: if it is something else by now, it is shown again before it is sent.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public DateOnly Today => time.Today;

    public ListedService Service { get; private set; } = null!;

    public Passing Passing { get; private set; } = null!;

    public ReportAnswers Answers => journey.Answers;

    /// <summary>Only whoever is named can let the service know who they are.</summary>
    public PassedContact? Contact => Answers is { Identity: IdentityLevel.Named, Contact: { } contact } ? PassedContact.Of(contact) : null;

    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Service.Code}\n{Service.Handover}\n{Passing.With(Contact)}")))[..16];

    public DateOnly AskOn => Today.PlusWorkingDays(journey.Pack.Standards[Reports.Report.TierFor(Category, Answers.Effect)].AskAfter);

    private Category Category => journey.Pack.Category(Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    public IActionResult OnGet() => Find() ? Page() : journey.LeadToOpen();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Find()) { return journey.LeadToOpen(); }

        var forCaller = Answers.ToldBy is not ToldBy.Web;
        if (forCaller && User.MemberId is null) { return Challenge(); }

        if (Passing.TooLongFor(Service) is > 0 and var over) { ModelState.AddModelError("", words["{0} takes no more than 4,000 characters. Make what happened shorter by {1} characters, or leave it with us", Service.Name, over]); }
        else if (Shown != Fingerprint) { ModelState.AddModelError("", words["What {0} gets has changed. Read it again, then send it", Service.Name]); }

        if (!ModelState.IsValid) { return Page(); }

        var passed = Passing.With(Tell.Contains(WhoIAm) ? Contact : null);
        await send.SendAsync(Answers with { GoesTo = new(Service.Code, passed) }, forCaller ? User.MemberId : null);
        return Redirect("/report/sent");
    }

    private bool Find()
    {
        if (!Answers.IsForService || Answers.OwnerIn(journey.Pack) is not { Handover: not null } owner) { return false; }

        (Service, Passing) = (owner, Passing.Of(Answers, journey.Pack, words, Today));
        return true;
    }
}
