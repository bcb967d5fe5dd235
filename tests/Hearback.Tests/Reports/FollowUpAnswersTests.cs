using System.Text.Json;
using System.Text.Json.Nodes;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;

namespace Hearback.Tests.Reports;

public sealed class FollowUpAnswersTests
{
    private static readonly DateOnly Today = Service.Start.LondonDay;

    private readonly Desk _desk = A.Desk();

    private static FollowUp Kind => A.Pack.FollowUps.Single(question => question.Code is "animal-kind");

    private static FollowUp Attack => A.Pack.FollowUps.Single(question => question.Code is "animal-attack");

    [Fact]
    public void A_draft_and_a_report_of_an_earlier_time_still_open()
    {
        var draft = JsonNode.Parse(JsonSerializer.Serialize(A.Answers()))!.AsObject();
        Assert.True(draft.Remove("FollowUps") && draft.Remove("Said"));
        var told = JsonNode.Parse(JsonSerializer.Serialize(A.Report(A.Answers(), _desk).OpenTold(_desk.Key)))!.AsObject();

        Assert.Equal(Question.Check, JsonSerializer.Deserialize<ReportAnswers>(draft.ToJsonString())!.FirstOpen(A.Pack));
        Assert.True(told.Remove("FollowUps"));
        Assert.Empty(JsonSerializer.Deserialize<Told>(told.ToJsonString())!.FollowUps);
    }

    [Fact]
    public void A_report_is_received_though_a_follow_up_is_open_and_takes_only_the_answers_that_apply()
    {
        var answers = A.Answers("animals").Keeping(FollowUpAnswer.To(Attack, ["yes"])).Keeping(FollowUpAnswer.To(A.Pack.FollowUps[0], ["adult"]));
        Assert.Equal(Question.More, answers.FirstOpen(A.Pack));

        Assert.Empty(A.Report(answers, _desk).OpenTold(_desk.Key).FollowUps);
        answers = answers.Keeping(FollowUpAnswer.To(Kind, ["out-of-control"]));
        Assert.Equal(["animal-kind", "animal-attack"], A.Report(answers, _desk).OpenTold(_desk.Key).FollowUps.Select(answer => answer.Code));
    }

    [Fact]
    public void What_the_pack_no_longer_offers_is_asked_again()
    {
        var answers = A.Answers("animals").Keeping(FollowUpAnswer.To(Kind, ["barking"]));
        var changed = A.Pack with { FollowUps = [.. A.Pack.FollowUps.Select(question => question == Kind ? question with { Options = [.. question.Options.Where(option => option.Code is not "barking")] } : question)] };

        Assert.Equal(Question.Check, answers.InForce(A.Pack, Today).FirstOpen(A.Pack));
        Assert.Equal(Question.More, answers.InForce(changed, Today).FirstOpen(changed));
        Assert.Empty(answers.InForce(changed, Today).FollowUps);
    }

    [Theory]
    [InlineData(FollowUpKind.YesNo, "yes", true)]
    [InlineData(FollowUpKind.YesNo, "Yes", false)]
    [InlineData(FollowUpKind.YesNo, "yes,no", false)]
    [InlineData(FollowUpKind.Number, "0", true)]
    [InlineData(FollowUpKind.Number, "9999", true)]
    [InlineData(FollowUpKind.Number, "10000", false)]
    [InlineData(FollowUpKind.Number, "1.5", false)]
    [InlineData(FollowUpKind.Number, "٣", false)]
    [InlineData(FollowUpKind.Date, "2026-06-01", true)]
    [InlineData(FollowUpKind.Date, "2026-06-02", false)]
    [InlineData(FollowUpKind.Date, "1926-05-31", false)]
    [InlineData(FollowUpKind.Date, "1 June 2026", false)]
    [InlineData(FollowUpKind.Text, "বাংলা", true)]
    [InlineData(FollowUpKind.Notice, "read", false)]
    [InlineData(FollowUpKind.Several, "a", true)]
    [InlineData(FollowUpKind.Several, "a,b", true)]
    [InlineData(FollowUpKind.Several, "a,a", false)]
    [InlineData(FollowUpKind.Several, "a,c", false)]
    [InlineData(FollowUpKind.One, "a,b", false)]
    public void Only_what_the_question_offers_is_an_answer(FollowUpKind kind, string values, bool allowed)
    {
        var question = new FollowUp { Code = "q", Categories = ["noise"], Kind = kind, Text = "Q?", Options = [new() { Code = "a", Text = "A" }, new() { Code = "b", Text = "B" }] };

        Assert.Equal(allowed, question.Allows(values.Split(','), Today));
        Assert.True(question.Allows([], Today));
        Assert.Equal(kind is FollowUpKind.Notice, (question with { Required = true }).Allows([], Today));
    }
}
