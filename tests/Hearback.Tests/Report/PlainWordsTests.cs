using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reporting;

public sealed class PlainWordsTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly Service _service = shared.Service;

    [Fact]
    public async Task Whoever_says_it_in_plain_words_sees_what_it_may_be_above_the_whole_list_and_chooses()
    {
        var visitor = _service.Visitor();
        var start = await visitor.AnswerUpTo(Question.What);

        var page = await visitor.Press(start, "Find", ("Typed", "ppl smoking weed on stairs"));

        Assert.Equal((HttpStatusCode.OK, "/report/what"), (page.Status, page.Path));
        Assert.Equal("You may mean", Page.Plain(page.Document.QuerySelector("#found [role=group] h2")!));
        Assert.Equal("drug-use-in-the-open", page.Document.QuerySelector<IHtmlInputElement>("main input[type=radio]")!.Value);
        Assert.Null(page.Answer("Category"));
        Assert.Equal(_service.Pack.Categories.Select(category => category.Code).Order(), Choices(page).Order());

        page = await visitor.Press(page, "Continue", ("Category", "drug-use-in-the-open"));
        Assert.Equal("/report/where", page.Path);
    }

    [Fact]
    public async Task The_words_wait_where_the_story_is_told_and_are_gone_once_it_is()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.What), "Find", ("Typed", "smackheads by the lift"));
        await visitor.Press(page, "Continue", ("Category", "drug-use-in-the-open"));
        Assert.Equal("smackheads by the lift", (await visitor.Open("/report/what")).Answer("Typed"));
        await visitor.Press(await visitor.Open("/report/where"), "Continue", ("InWords", "By the bins"));
        Assert.Equal("/report/what-happened", (await visitor.Press(await visitor.Open("/report/when"), "Continue", ("Kind", "Today"))).Path);

        page = await visitor.Open("/report/what-happened");
        Assert.Equal("smackheads by the lift", page.Answer("Story")?.Trim());
        Assert.Contains("These are the words you began with", page.Text, StringComparison.Ordinal);
        await visitor.Press(page, "Continue", ("Story", "Three people by the lift"));

        Assert.Equal("Three people by the lift", (await visitor.Open("/report/what-happened")).Answer("Story")?.Trim());
        Assert.Equal("", (await visitor.Open("/report/what")).Answer("Typed") ?? "");
    }

    [Fact]
    public async Task Looking_keeps_nothing_and_shows_no_word_in_an_address()
    {
        var visitor = _service.Visitor();
        var start = await visitor.AnswerUpTo(Question.What);
        var drafts = await Drafts();

        var page = await visitor.Press(start, "Find", ("Typed", "smackheads"));

        Assert.Equal("/report/what", page.Path);
        Assert.Equal("post", page.Document.QuerySelector("main form")!.GetAttribute("method"));
        Assert.Equal(drafts, await Drafts());
        Assert.DoesNotContain("__Host-report", visitor.Cookies.Keys);
        Assert.Null((await visitor.Open("/report/what")).Answer("Category"));
    }

    [Fact]
    public async Task Words_that_we_do_not_know_get_no_guess_but_the_list()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Press(await visitor.AnswerUpTo(Question.What), "Find", ("Typed", "xyzzy"));

        Assert.Contains("We do not know those words.", Page.Plain(page.Document.QuerySelector("#found")!), StringComparison.Ordinal);
        Assert.DoesNotContain("You may mean", page.Text, StringComparison.Ordinal);
        Assert.Equal(_service.Pack.Categories.Count, Choices(page).Count);
        Assert.Equal("/report/where", (await visitor.Press(page, "Continue", ("Category", "something-else"))).Path);
    }

    [Fact]
    public async Task Whoever_typed_and_pressed_Continue_sees_the_suggestions_before_anything_is_refused()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Press(await visitor.AnswerUpTo(Question.What), "Continue", ("Typed", "air b n b"));
        Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.ErrorSummary()));
        Assert.Equal("short-lets", Choices(page)[0]);

        page = await visitor.Press(page, "Continue");
        Assert.Equal(("Select what is happening, or select ‘Something else’", "Category"), Assert.Single(page.Refusals()));
        Assert.Equal("short-lets", Choices(page)[0]);
    }

    [Fact]
    public async Task Whoever_prefers_the_list_needs_no_words_and_Enter_on_a_choice_goes_on()
    {
        var visitor = _service.Visitor();

        Assert.Equal("/report/where", (await visitor.Press(await visitor.AnswerUpTo(Question.What), "Find", ("Category", "noise"))).Path);
        await visitor.Press(await visitor.Open("/report/where"), "Continue", ("InWords", "By the bins"));
        Assert.Equal("", (await visitor.Press(await visitor.Open("/report/when"), "Continue", ("Kind", "Today"))).Answer("Story")?.Trim());
    }

    [Fact]
    public async Task Other_words_with_a_choice_still_made_bring_new_suggestions()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.What), "Find", ("Typed", "air b n b"));

        page = await visitor.Press(page, "Find", ("Typed", "balloons"), ("Category", "short-lets"));

        Assert.Equal("/report/what", page.Path);
        Assert.Equal("drug-use-in-the-open", Choices(page)[0]);
        Assert.Equal("short-lets", page.Answer("Category"));
    }

    [Theory]
    [InlineData("Find", "", "Say in a few words what is happening, then press Find")]
    [InlineData("Find", "long", "What you say must be 200 characters or fewer")]
    [InlineData("Continue", "long", "What you say must be 200 characters or fewer")]
    [InlineData("Find", "A bell\u0007rang", "What you say has signs in it that cannot be read. Type it again")]
    public async Task Words_that_cannot_be_looked_up_come_back_with_an_error(string button, string typed, string sentence)
    {
        var visitor = _service.Visitor();

        var page = await visitor.Press(await visitor.AnswerUpTo(Question.What), button, ("Typed", typed is "long" ? new string('x', 201) : typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal((sentence, "Typed"), Assert.Single(page.Refusals()));
        Assert.Equal(_service.Pack.Categories.Count, Choices(page).Count);
    }

    private static List<string> Choices(Page page) => [.. page.Document.QuerySelectorAll<IHtmlInputElement>("main input[type=radio]").Select(choice => choice.Value)];

    private Task<int> Drafts() => _service.With<HearbackDb, int>(db => db.Drafts.CountAsync());
}
