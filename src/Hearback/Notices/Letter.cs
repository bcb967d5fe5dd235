using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Hearback.Notices;

/// <summary>The words of a notice: a subject without anything personal, and a plain text. <see cref="Stop"/> is where letters like it are stopped.</summary>
public sealed partial record Letter(string Subject, string Text)
{
    /// <summary>Null for a letter that is not one of many.</summary>
    public Uri? Stop { get; init; }

    /// <summary>Whom an answer reaches, when it is not us.</summary>
    public string? AnswerTo { get; init; }

    /// <param name="kind">Which letter.</param>
    /// <param name="content">What it tells.</param>
    /// <param name="address">Where links lead.</param>
    /// <param name="takesAnswers">Whether an answer by email reaches us. That stands at the end: of a letter that left before we could, the rest is still known.</param>
    /// <param name="l">Puts it into words.</param>
    internal static Letter Write(NoticeKind kind, NoticeContent content, Uri address, bool takesAnswers, IStringLocalizer l)
    {
        var letter = Write(kind, content, address, l);
        return takesAnswers && HowToAnswer(kind, content, l) is { } how ? letter with { Text = $"{letter.Text}\n\n{how}" } : letter;
    }

    /// <summary>What the sender of an answer must know; null for letters that nobody answers. It tells no more of what it is about than the letter.</summary>
    private static string? HowToAnswer(NoticeKind kind, NoticeContent content, IStringLocalizer l) => kind switch
    {
        NoticeKind.ReportReceived or NoticeKind.ReportUpdated or NoticeKind.ServiceHasIt or NoticeKind.ServiceNotReached or NoticeKind.AskIfItWorked when content.Reference is null =>
            l["You can also answer this email: what you write reaches us. Your answer stays in your mailbox too, for whoever can open it."].Value,
        NoticeKind.ReportReceived or NoticeKind.ReportUpdated or NoticeKind.ServiceHasIt or NoticeKind.ServiceNotReached or NoticeKind.AskIfItWorked => l["You can also answer this email: what you write reaches the team, and stands on the same page."].Value,
        NoticeKind.MailBecameReport => l["You can also answer this email: what you write is added to it."].Value,
        NoticeKind.NewLink or NoticeKind.TeamHasReport or NoticeKind.ReporterWrote or NoticeKind.MemberInvited or NoticeKind.ReportPassedOn or NoticeKind.ConfirmFollowing
            or NoticeKind.PlanChanged or NoticeKind.ActionsNeedNews or NoticeKind.ActionsStillNeedNews or NoticeKind.NewsAsked or NoticeKind.IdeaCame or NoticeKind.IdeaAnswered
            or NoticeKind.CorrectionCame or NoticeKind.MailNotTaken or NoticeKind.ReportKept or NoticeKind.HandoverFailed or NoticeKind.DatesPromised
            or NoticeKind.ReviewExplained or NoticeKind.ReviewUpdated or NoticeKind.ReviewWaits or NoticeKind.IdentityAsked => null,
    };

    private static Letter Write(NoticeKind kind, NoticeContent content, Uri address, IStringLocalizer l)
    {
        var link = content.Path is { } path ? On(path) : "";
        var stop = content.StopPath is { } stopping ? On(stopping) : "";
        var due = content.DueOn?.ToString("dddd d MMMM", CultureInfo.GetCultureInfo("en-GB")) ?? "";
        var hello = content.Name is { Length: > 0 } name && !LeadsSomewhere().IsMatch(name) ? l["Hello {0},", name].Value + "\n\n" : "";
        return kind switch
        {
            NoticeKind.ReportReceived when content.Reference is null => new(l["You have a message"], hello + l["Thank you. We have what you sent us. We will reply by {0}.\n\nTo read it and to write to us, open this link:\n{1}\n\nThe link works once. You can ask for a new one on the same page.", due, link]),
            NoticeKind.ReportReceived when content.By is { } service => new(l["We have your report"], hello + l["Thank you for telling us. Your reference is {0}. This is a task of {1}. By {2} we ask you whether it worked.\n\nTo read your report and to write to us, open this link:\n{3}\n\nThe link works once. You can ask for a new one on the same page.", content.Reference, service, due, link]),
            NoticeKind.ReportReceived => new(l["We have your report"], hello + l["Thank you for telling us. Your reference is {0}. We will reply by {1}.\n\nTo read your report and to write to us, open this link:\n{2}\n\nThe link works once. You can ask for a new one on the same page.", content.Reference, due, link]),
            NoticeKind.ReportUpdated or NoticeKind.ServiceHasIt or NoticeKind.ServiceNotReached or NoticeKind.AskIfItWorked or NoticeKind.ReviewExplained when content.Reference is null => new(l["You have a message"], hello + l["There is an update for you. To read it, open this link:\n{0}\n\nThe link works once. You can ask for a new one on the same page.", link]),
            NoticeKind.ReportUpdated => new(l["There is an update on your report"], hello + l["{0} wrote about your report {1}:", content.By ?? "", content.Reference ?? ""] + "\n\n" + content.Words + "\n\n" + l["To answer, open this link:\n{0}\n\nThe link works once. You can ask for a new one on the same page.", link]),
            NoticeKind.ServiceHasIt => new(l["There is an update on your report"], hello + l["{0} has what you told us in report {1}. Their own number for it is {2}. You can give that number when you call them.\n\nTo read your report and to write to us, open this link:\n{3}\n\nThe link works once. You can ask for a new one on the same page.", content.By ?? "", content.Reference ?? "", content.Words ?? "", link]),
            NoticeKind.ServiceNotReached => new(l["There is an update on your report"], hello + l["We could not reach {0} with your report {1}. We are sorry. Our team has it again and will write to you by {2}.\n\nTo read it and to write to us, open this link:\n{3}\n\nThe link works once. You can ask for a new one on the same page.", content.By ?? "", content.Reference ?? "", due, link]),
            NoticeKind.AskIfItWorked => new(l["Did it work?"], hello + l["Your report {0} went to {1}. Did they deal with it? To answer, open this link:\n{2}\n\nIf they did not, our team takes it up again. The link works once. You can ask for a new one on the same page.", content.Reference ?? "", content.By ?? "", link]),
            NoticeKind.HandoverFailed => new(l["A report could not be handed over"], l["Report {0} could not be delivered to the service for three days. It is with you again.\n\n{1}", content.Reference ?? "", link]),
            NoticeKind.NewLink => new(l["Your new link"], hello + l["You asked for a new link. Open it within 7 days:\n{0}\n\nThe link works once. If you did not ask for it, you need not do anything.", link]),
            NoticeKind.TeamHasReport => new(l["A new report for your team"], l["A report has come in: {0}. The first reply is due by {1}.\n\n{2}", content.Reference ?? "", due, link]),
            NoticeKind.ReporterWrote => new(l["A reporter wrote back"], l["There is a new message on report {0}.\n\n{1}", content.Reference ?? "", link]),
            NoticeKind.MemberInvited => new(l["You are invited to Hearback"], hello + l["You can now sign in to Hearback. Open this link within 7 days and choose a password:\n{0}", link]),
            NoticeKind.ReportPassedOn => new(l["A report is passed on to you"], l["Report {0} is passed on to you for this reason:", content.Reference ?? ""] + "\n\n" + content.Words + "\n\n" + l["Answer the sender; do not write to the person who reported."] + (content.Path is null ? "" : "\n\n" + l["Members of your organisation who sign in can read it here too:\n{0}", link])),
            NoticeKind.IdentityAsked => new(l["Somebody asks to open who a reporter is"], l["A member who is not in your team asks to open who made report {0}. That person trusted your team alone, so another member has to say yes or no. Read why they ask:\n{1}", content.Reference ?? "", link]),
            NoticeKind.ConfirmFollowing => new(l["Do you want emails about the action plan?"], l["Somebody, we hope you, asked us to send news of the action plan to this address: {0}.\n\nIf you want them, open this link and press the button:\n{1}\n\nIf you did not ask for it, you need not do anything. You get no news from us, and after 7 days we delete your address.", content.Words ?? "", link]),
            NoticeKind.ActionsNeedNews => new(l["Your actions in the plan need news"],
                l["People who read the action plan wait for news of this:"] + "\n\n" + content.Words + "\n\n" + l["Write what has been done, also if it is little, and by when the rest will be:\n{0}", link]
                + (content.By is { } by ? "\n\n" + l["If you do not sign in there, write to the coordinator: {0}", by] : "") + "\n\n" + l["What stands as it is on {0} we tell the coordinator.", due]),
            NoticeKind.ActionsStillNeedNews => new(l["Actions of the plan still need news"],
                l["These actions are overdue or quiet. Their leads were told and nothing has come yet, or have no mailbox:"] + "\n\n" + content.Words + "\n\n" + l["Ask the leads, or write what you know:\n{0}", link]),
            NoticeKind.NewsAsked => new(l["What is the news of your action in the plan?"],
                l["We go through the action plan, as each month. What came of this since you last wrote?"] + "\n\n" + content.Words + "\n\n" + l["Write it here, also if it is little:\n{0}\n\nIf you do not sign in there, write to the coordinator: {1}", link, content.By ?? ""]),
            NoticeKind.IdeaCame => new(l["An idea has come in"], l["Somebody sent an idea for the action plan. Read it and reply:\n{0}", link]),
            NoticeKind.IdeaAnswered => new(l["A reply to your idea"], l["{0} replies to your idea {1}:", content.By ?? "", content.Reference ?? ""] + "\n\n" + content.Words + "\n\n" + l["You can read it again with your reference and your access code:\n{0}", link]),
            NoticeKind.CorrectionCame => new(l["Something may be wrong with a service"], l["Somebody says that something is wrong on the page of a service. Read it and put it right:\n{0}", link]),
            NoticeKind.MailBecameReport => new(l["We have your email"], string.Join("\n\n", new[]
            {
                l["Thank you for your email. Your reference is {0}. We will reply by {1}.", content.Reference ?? "", due].Value,
                l["If somebody is in danger now, call {0}. Nobody reads emails to us at all hours.", content.EmergencyPhone ?? ""],
                content.Words,
                l["To read what you sent and to write to us, open this link:\n{0}\n\nThe link works once. You can ask for a new one on the same page.", link],
                l["An email shows who sent it. Only the team that handles yours may know who you are. On the page you can let the others who work on it know too."],
                l["Emails are less private than that page: whoever can open your mailbox can read them. So our next emails say only that there is an update."],
            }.OfType<string>())),
            NoticeKind.ReportKept => new(l["A report stays for another month"], l["The time of report {0} is over. Somebody wrote to it within the last month, so it stays until {1}. If it must be kept for longer, hold it and say why:\n{2}", content.Reference ?? "", due, link]),
            NoticeKind.MailNotTaken => new(l["About your email"], content.Words + "\n\n" + link),
            NoticeKind.ReviewExplained => new(l["Your right to a case review"], hello + string.Join("\n\n", new[]
            {
                l["You have told us more than once in the last months. So we tell everybody of this right, whether or not it is met yet."].Value,
                l["If it does not stop, you can ask for an ASB (antisocial behaviour) Case Review. The council, the police and landlords then look together at what was done, and say what they recommend. You get one person to talk to, and a date for each step. Somebody you trust can ask for you."].Value,
                l["To see which of your reports count, and to ask for a review, open this link:\n{0}\n\nThe link works once. You can ask for a new one on the same page.", link].Value,
            })),
            NoticeKind.ReviewUpdated => new(l["You have a message"], l["There is an update for you. To read it, open this page and type your reference and your access code:\n{0}", link]),
            NoticeKind.ReviewWaits => new(l["A case review waits for its next step"], l["Case review {0} waits for its next step, which is due by {1}.\n\n{2}", content.Reference ?? "", due, link]),
            NoticeKind.DatesPromised => new(l["Dates promised to reporters"], content.Words + "\n\n" + l["Only a message to the reporter keeps a date, also if it is short. Write it here:\n{0}", link]),
            NoticeKind.PlanChanged => new(l["The action plan has changed"], content.Words + "\n\n" + l["Read it in full:\n{0}\n\nTo get no more of these emails, open this link and press the button:\n{1}", link, stop]) { Stop = new Uri(stop) },
        };

        string On(string path) => $"{address.AbsoluteUri.TrimEnd('/')}{path}";
    }

    /// <summary>Whoever reports may type another's address, so a "name" that a mail program would make a link of greets nobody.</summary>
    [GeneratedRegex(@"[/\\@:]|\.\p{L}")]
    private static partial Regex LeadsSomewhere();
}

/// <summary>Marks the words of letters for translation.</summary>
public sealed class LetterWords;
