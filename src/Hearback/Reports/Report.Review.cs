using Hearback.Notices;

namespace Hearback.Reports;

/// <summary>What a reporter is told of the ASB Case Review.</summary>
public sealed partial class Report
{
    // What a named reporter reads in the letter, a confidential one reads behind its link. Neither stands where the access code alone leads:
    // whoever typed somebody else's address has that too.
    /// <summary>Tells the reporter what the case review is. Who has no mailbox is told by the team, which is asked to.</summary>
    internal void TellOfReview(Desk desk)
    {
        if (Identity is IdentityLevel.Anonymous) { throw new InvalidOperationException("Nobody knows whether an anonymous reporter reported before."); }

        var byMail = !MailStopped && OpenContact(desk.Key) is { Email: not null };
        Enter(byMail ? EntryKind.ToldOfReview : EntryKind.ReviewToExplain, Author.Team, desk);
        TellReporter(NoticeKind.ReviewExplained, desk);
    }
}
