using System.Net;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

public sealed class WrongAnswersTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly Service _service = shared.Service;

    public static TheoryData<Question, string, string, string, string> WrongAnswers => new()
    {
        { Question.What, "", "", "Category", "Select what is happening, or select ‘Something else’" },
        { Question.Where, "", "", "Typed", "Type a place, or describe where it is" },
        { Question.Where, "find", "find", "Typed", "Type a postcode, a street or a place, then press Find" },
        { Question.Where, "Typed", Long(121), "Typed", "The place must be 120 characters or fewer" },
        { Question.Where, "InWords", Long(501), "InWords", "The description of the place must be 500 characters or fewer" },
        { Question.Where, "Typed", "Nowhere Castle", "InWords", "Type a place, or describe where it is" },
        { Question.When, "", "", "Kind", "Select when it happened" },
        { Question.When, "Kind", "OnDate", "On.Day", "Enter the day it happened" },
        { Question.When, "Kind=OnDate&On.Day=31&On.Month=2&On.Year", "2026", "On.Day", "The day it happened must be a real date" },
        { Question.When, "Kind=OnDate&On.Day=x&On.Month=5&On.Year", "2026", "On.Day", "The day it happened must be a real date" },
        { Question.When, "Kind=OnDate&On.Day=31&On.Month", "May", "On.Year", "The day it happened must include a year" },
        { Question.When, "Kind=OnDate&On.Day=31&On.Year", "2026", "On.Month", "The day it happened must include a month" },
        { Question.When, "Kind=OnDate&On.Month", "5", "On.Day", "The day it happened must include a day" },
        { Question.When, "Kind=OnDate&On.Day=31&On.Month=5&On.Year", "26", "On.Year", "The year must have 4 numbers" },
        { Question.When, "Kind=OnDate&On.Day=2&On.Month=6&On.Year", "2026", "On.Day", "The day it happened must be today or in the past" },
        { Question.When, "Kind=OnDate&On.Day=31&On.Month=5&On.Year", "1026", "On.Day", "The day it happened must be in the last 100 years" },
        { Question.When, "Kind", "KeepsHappening", "Pattern", "Say how often it happens, and at what times" },
        { Question.When, "Kind=KeepsHappening&Pattern", Long(501), "Pattern", "How often it happens must be 500 characters or fewer" },
        { Question.Story, "", "", "Story", "Tell us what happened" },
        { Question.Story, "Story", " \r\n ", "Story", "Tell us what happened" },
        { Question.Story, "Story", "\u200B \u202E\u2800", "Story", "Tell us what happened" },
        { Question.Story, "Story", Long(4001), "Story", "What happened must be 4,000 characters or fewer" },
        { Question.Story, "Story", Long(100_000), "Story", "What happened must be 4,000 characters or fewer" },
        { Question.Story, "Story", "A bell\u0007rang", "Story", "What happened has signs in it that cannot be read. Type it again" },
        { Question.Effect, "WhyMe=NotSure&Before", "No", "Effect", "Select what it does to you, or to others there" },
        { Question.Effect, "Effect=Afraid&Before", "No", "WhyMe", "Select why you think it happens to you" },
        { Question.Effect, "Effect=Afraid&WhyMe", "NotSure", "Before", "Select whether you have reported it before" },
        { Question.Effect, "Effect=Afraid&WhyMe=NotSure&Before=No&More", Long(1001), "More", "What makes it worse must be 1,000 characters or fewer" },
        { Question.Wish, "Wish", Long(1001), "Wish", "What you would like to happen must be 1,000 characters or fewer" },
        { Question.Identity, "", "", "Identity", "Select whether anyone should know it was you" },
        { Question.Contact, "Answer.Email", "rosa@mail.example", "Answer.Name", "Enter your name, or the name we should call you by" },
        { Question.Contact, "Answer.Name", "Rosa", "Answer.Email", "Enter an email address or a phone number, or choose to stay anonymous" },
        { Question.Contact, "Answer.Name=Rosa&Answer.Email", "rosa at home", "Answer.Email", "Enter an email address in the right form, like name@example.com" },
        { Question.Contact, "Answer.Name=Rosa&Answer.Phone", "none", "Answer.Phone", "Enter a phone number, like 020 7946 0000" },
        { Question.Contact, "Answer.Phone=020 7946 0000&Answer.Name", Long(81), "Answer.Name", "Your name must be 80 characters or fewer" },
        { Question.Contact, "Answer.Name=Rosa&Answer.Phone=020 7946 0000&Answer.SafeWay", Long(501), "Answer.SafeWay", "How we can safely reach you must be 500 characters or fewer" },
        { Question.Contact, "Answer.Name=Rosa&Answer.Phone=020 7946 0000&Answer.SafeTime", Long(201), "Answer.SafeTime", "When it is safe must be 200 characters or fewer" },
    };

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public async Task A_wrong_answer_comes_back_on_its_page_with_all_that_was_typed_and_an_error_that_leads_to_it(
        Question question, string fields, string last, string field, string sentence)
    {
        var visitor = _service.Visitor();
        var page = await Reach(visitor, question);
        var path = page.Path;
        var answers = Split(fields, last);

        page = answers is [("find", _)] ? await visitor.Press(page, "Find") : await visitor.Press(page, "Continue", answers);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(path, page.Path);
        Assert.Contains((sentence, field), page.Refusals());
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.All(answers.Where(answer => answer.Field is not "find"), answer =>
            Assert.Equal(answer.Value.ReplaceLineEndings("\n").Trim(), page.Answer(answer.Field)?.ReplaceLineEndings("\n").Trim()));
        Assert.Equal(path, (await visitor.Press(await visitor.Open("/report"), question is Question.What ? "Start now" : "Continue my report")).Path);
    }

    [Theory]
    [InlineData(Question.What, "Category", "no-such-category", "Select what is happening from the list")]
    [InlineData(Question.Where, "Typed=Chalton Street&Looked=Chalton Street&Match", "no-such-place", "Select the place, or select ‘None of these’")]
    public async Task A_forged_code_is_refused(Question question, string fields, string last, string sentence)
    {
        var visitor = _service.Visitor();
        var page = await Reach(visitor, question);

        var refused = await visitor.Forge(page.Path, Split(fields, last));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(sentence, refused.ErrorSummary());
        Assert.Equal(page.Path, (await visitor.Press(await visitor.Open("/report"), question is Question.What ? "Start now" : "Continue my report")).Path);
    }

    [Theory]
    [InlineData(Question.When, "Kind", "Yesterday")]
    [InlineData(Question.When, "Kind", "99")]
    [InlineData(Question.Effect, "WhyMe=NotSure&Before=No&Effect", "99")]
    [InlineData(Question.Identity, "Identity", "-1")]
    public async Task A_choice_that_the_page_does_not_offer_is_refused(Question question, string fields, string last)
    {
        var visitor = _service.Visitor();
        var page = await Reach(visitor, question);

        var refused = await visitor.Forge(page.Path, Split(fields, last));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Choose from the answers on this page", refused.ErrorSummary());
    }

    [Theory]
    [InlineData("هناك ضجيج كل ليلة\nولا أستطيع النوم")]
    [InlineData("প্রতি রাতে শব্দ হয়")]
    [InlineData("😡🔥👨‍👩‍👧‍👦 again \U0001F468\u200D\U0001F692")]
    [InlineData("<script>alert('x')</script> & \"quotes\" ' @Model {0} %00")]
    [InlineData("One line\n\n\nthree lines on,\tand a tab")]
    public async Task Words_in_any_script_arrive_as_they_were_typed(string story)
    {
        var visitor = _service.Visitor();
        var check = await visitor.AnswerAll(story: story);
        Assert.Contains(check.Document.QuerySelectorAll("dd"), said => said.TextContent == story);
        Assert.Empty(check.Document.QuerySelectorAll("main script"));

        var report = await _service.Read((await visitor.SendReport(check)).Reference().AsReference());

        Assert.Equal(story, report.OpenTold(await _service.KeyOf(report)).Story);
    }

    [Fact]
    public async Task A_name_is_one_line_so_that_nobody_writes_a_letter_of_their_own_with_it()
    {
        var visitor = _service.Visitor();
        var page = await Reach(visitor, Question.Contact);

        await visitor.Forge(page.Path, ("Answer.Name", "Rosa\r\n\r\nYou have won"), ("Answer.Email", "other@mail.example"));

        Assert.Contains("Rosa  You have won", (await visitor.Open("/report/check")).Document.QuerySelectorAll("dd").SelectMany(said => said.TextContent.Split('\n')).Select(line => line.Trim()));
    }

    [Fact]
    public async Task A_line_break_counts_once_however_the_browser_sends_it()
    {
        var visitor = _service.Visitor();
        var fits = string.Concat(Enumerable.Repeat("Two\r\n", 999)) + "four";
        Assert.Equal(4000, fits.ReplaceLineEndings("\n").Length);

        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Story), "Continue", ("Story", fits));
        Assert.Equal("/report/effect", page.Path);

        page = await visitor.Press(await visitor.Open("/report/what-happened"), "Continue", ("Story", fits + "!"));
        Assert.Equal("What happened must be 4,000 characters or fewer", page.ErrorSummary());
    }

    [Fact]
    public async Task A_text_far_too_large_for_any_form_gets_a_plain_page()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Story);

        var page = await visitor.Forge("/report/what-happened", ("Story", Long(3_000_000)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("We could not take that", page.Heading);
        Assert.Equal("/report/what-happened", (await visitor.Press(await visitor.Open("/report"), "Continue my report")).Path);
    }

    private static string Long(int length) => new('x', length);

    private static (string Field, string Value)[] Split(string fields, string last)
    {
        if (fields.Length is 0) { return []; }

        var pairs = fields.Split('&').Select(field => field.Split('=')).ToList();
        return [.. pairs.Select(pair => (pair[0], pair.ElementAtOrDefault(1) ?? last))];
    }

    private static async Task<Page> Reach(Visitor visitor, Question question)
    {
        var page = await visitor.AnswerUpTo(question is Question.Contact ? Question.Identity : question);
        return question is Question.Contact ? await visitor.Send(page, ("Identity", nameof(IdentityLevel.Named))) : page;
    }
}
