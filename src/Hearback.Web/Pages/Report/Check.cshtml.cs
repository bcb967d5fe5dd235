using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Everything that was answered, each to be changed, and Send.</summary>
[Asks(Question.Check)]
public sealed class CheckModel(Journey journey, SendReport send, CurrentPack pack, TimeProvider time, IStringLocalizer<Words> words) : PageModel
{
    public DateOnly Today => time.Today;

    public DateOnly ReplyBy => Today.PlusWorkingDays(pack.Now.Standards[Reports.Report.TierFor(Category, Answers.Effect!)].FirstReply);

    public string TeamName => pack.Now.InFull(pack.Now.RouteFor(Category.Code, Answers.Where!.Ward, Answers.Where.NearPlace, time.GetUtcNow()).To);

    public IEnumerable<(string Address, IEnumerable<(string Asked, string Said)> Answers)> Rows
    {
        get
        {
            yield return (Question.What.Address(), [(words["What is happening"], words[Category.Name])]);
            foreach (var followUp in journey.FollowUps)
            {
                if (Answers.AnswerTo(followUp.Code) is { IsNotice: false } answer) { yield return (followUp.Address(), [(words[answer.Asked], words.Say(answer))]); }
            }

            yield return (Question.Where.Address(), [(words["Where"], words.Say(Answers.Where!, pack.Now.Ward(Answers.Where!.Ward)?.Name))]);
            yield return (Question.When.Address(), [(words["When"], words.Say(Answers.When!, Today))]);
            yield return (Question.Story.Address(), [(words["What happened"], Answers.Story!)]);
            yield return (Question.Pictures.Address(), [(words["Pictures"], words.Pictures(Answers.Pictures))]);
            yield return (Question.Effect.Address(), Effects(Answers.Effect!));
            yield return (Question.Wish.Address(), [(words["What you would like to happen"], Answers.Wish is { Length: > 0 } wish ? wish : words["Nothing said"])]);
            yield return (Question.Identity.Address(), [(words["How you want to be known"], words.Say(Answers.Identity!.Value))]);
            if (Answers.Contact is { } contact) { yield return (Question.Contact.Address(), [(words["How to reach you"], Reach(contact))]); }
        }
    }

    /// <summary>What we advised first, where an answer called for it.</summary>
    public IEnumerable<string> Advice => Answers.FollowUps.Select(answer => answer.Advice).OfType<string>().Distinct();

    private ReportAnswers Answers => journey.Answers;

    private Category Category => pack.Now.Category(Answers.Category) ?? throw new InvalidOperationException("The category is not in the pack.");

    // What a service gets is looked at on a page of its own, and so is what it does not get.
    public IActionResult OnGet() => Answers.IsForService ? journey.LeadToOpen() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Answers.IsForService) { return journey.LeadToOpen(); }

        var forCaller = Answers.ToldBy is not ToldBy.Web;
        if (forCaller && User.MemberId is null) { return Challenge(); }

        await send.SendAsync(Answers, forCaller ? User.MemberId : null);
        return Redirect("/report/sent");
    }

    private IEnumerable<(string, string)> Effects(EffectAnswer effect)
    {
        yield return (words["What it does to you"], words.Say(effect.Effect));
        yield return (words["Why you think it happens to you"], words.Say(effect.WhyMe));
        yield return (words["Reported before"], words.Say(effect.Before));
        if (effect.More is { } more) { yield return (words["What makes it worse"], more); }
    }

    private static string Reach(Contact contact) =>
        string.Join("\n", new[] { contact.Name, contact.Email, contact.Phone, contact.SafeWay, contact.SafeTime }.Where(part => part is not null));
}
