using Hearback.Reports;
using Hearback.Vault;

namespace Hearback.Tests.Support;

/// <summary>The way through the questions, as somebody walks it who answers each at once.</summary>
internal static class Walk
{
    public const string Story = "The door does not shut";

    /// <summary>Answers all questions up to "Check your answers".</summary>
    public static async Task<Page> AnswerAll(this Visitor visitor, IdentityLevel identity = IdentityLevel.Anonymous, string story = Story, params (string Field, string Value)[] contact)
    {
        var page = await visitor.AnswerUpTo(Question.Identity, story);
        page = await visitor.Send(page, ("Identity", identity.ToString()));
        if (identity is not IdentityLevel.Anonymous) { page = await visitor.Send(page, contact is [] ? Rosa : contact); }

        Assert.Equal("/report/check", page.Path);
        return page;
    }

    public static (string Field, string Value)[] Rosa => [("Answer.Name", "Rosa Field"), ("Answer.Email", "rosa@mail.example")];

    /// <summary>Answers the questions before this one, whose page comes back. Somebody else's light is broken: nothing makes it urgent.</summary>
    public static async Task<Page> AnswerUpTo(this Visitor visitor, Question question, string story = Story)
    {
        var page = await visitor.Press(await visitor.Open("/report"), "Start now");
        (string Field, string Value)[][] answers =
        [
            [("Category", "something-else")],
            [("InWords", "By the bins")],
            [("Kind", nameof(WhenKind.Today))],
            [("Story", story)],
            [("Effect", nameof(Effect.Bothered)), ("WhyMe", nameof(WhyMe.NotAboutMe)), ("Before", nameof(Before.No))],
            [("Wish", "Mend it")],
        ];
        // This category has no follow-ups and is no service's task, and nobody must send pictures.
        foreach (var answer in answers.Take(question switch { Question.What => 0, <= Question.NotOurs => (int)question - 1, <= Question.Pictures => (int)question - 2, _ => (int)question - 3 })) { page = await visitor.Press(page, "Continue", answer); }

        if (question is Question.Pictures) { page = await visitor.Press(await visitor.Open("/report/what-happened"), "Add pictures"); }

        Assert.Equal(200, (int)page.Status);
        return page;
    }

    /// <summary>As if the visitor had answered so far.</summary>
    public static async Task HoldDraft(this Service service, Visitor visitor, ReportAnswers answers)
    {
        var ticket = DraftTicket.New();
        await service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, answers));
        visitor.Hold("__Host-report", ticket.Reveal());
    }

    /// <summary>Presses Send, and says under which reference it was received.</summary>
    public static async Task<Page> SendReport(this Visitor visitor, Page check)
    {
        var sent = await visitor.Press(check, "Send my report");
        Assert.Equal("/report/sent", sent.Path);
        return sent;
    }

    public static string Reference(this Page sent) => sent.Document.QuerySelector("#reference")?.TextContent ?? throw new InvalidOperationException($"There is no reference on {sent.Path}.");

    public static Reference AsReference(this string reference) => Hearback.Vault.Reference.Read(reference) ?? throw new InvalidOperationException($"'{reference}' is no reference.");

    public static string Code(this Page sent) => Page.Plain(sent.Document.QuerySelector("#code") ?? throw new InvalidOperationException($"There is no code on {sent.Path}."));

    /// <summary>Opens a report with reference and code.</summary>
    public static async Task<Page> Track(this Visitor visitor, string reference, string code) =>
        await visitor.Send(await visitor.Open("/track"), ("Reference", reference), ("Code", code));

    /// <summary>Opens a report with the link of a letter.</summary>
    public static async Task<Page> Track(this Visitor visitor, SentLetter letter) => await visitor.Press(await visitor.Open(letter.Path), "Open my report");

    /// <summary>Writes to the reporter on the page of an act, looks at the preview and sends it.</summary>
    public static async Task<Page> WriteToReporter(this Visitor officer, string path, params (string Field, string Value)[] answers)
    {
        var preview = await officer.Press(await officer.Open(path), "Preview", answers);
        return await officer.Press(preview, "Send to the reporter");
    }
}
