using Hearback.Notices;
using Hearback.Tests.Support;

namespace Hearback.Tests.Notices;

public sealed class ArrivedMailTests
{
    private const string Ours = "Hearback <hearback@hearback.example>";

    [Fact]
    public void Somebody_who_writes_waits_for_an_answer() => Assert.Null(Why(AMail.Text()));

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: AUTO_REPLY")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("Return-Path: <>")]
    [InlineData("Return-Path: < >")]
    [InlineData("X-Failed-Recipients: somebody@mail.example")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=x")]
    public void A_machine_waits_for_none(string header) => Assert.Equal(WhyAside.Automatic, Why(AMail.Text(headers: header)));

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Precedence: first-class")]
    [InlineData("X-Auto-Response-Suppress: None")]
    [InlineData("Return-Path: <rosa@mail.example>")]
    public void What_looks_like_a_machine_and_is_a_person_is_taken(string header) => Assert.Null(Why(AMail.Text(headers: header)));

    [Theory]
    [InlineData("List-Id: <neighbours.list.example>")]
    [InlineData("List-Unsubscribe: <https://list.example/stop>")]
    public void A_mailing_list_is_not_answered(string header) => Assert.Equal(WhyAside.List, Why(AMail.Text(headers: header)));

    [Theory]
    [InlineData("MAILER-DAEMON@mail.example", WhyAside.Automatic)]
    [InlineData("Hearback <HEARBACK@hearback.example>", WhyAside.FromUs)]
    [InlineData("hearback+loop@hearback.example", WhyAside.FromUs)]
    [InlineData("", WhyAside.NoSender)]
    [InlineData("rosa", WhyAside.NoSender)]
    [InlineData("rosa@mail.example, sam@mail.example", WhyAside.NoSender)]
    [InlineData("everybody: rosa@mail.example;", WhyAside.NoSender)]
    public void Who_cannot_be_answered_is_told_apart(string from, WhyAside why) => Assert.Equal(why, Why(AMail.Text(from: from)));

    [Fact]
    public void A_gateway_that_sends_text_messages_on_may_be_a_machine()
    {
        var text = AMail.Text(from: "447700900123@texts.example", headers: "Auto-Submitted: auto-generated");

        Assert.Equal(WhyAside.Automatic, Why(text));
        Assert.Null(AMail.Arrived(text).WhyNobodyWaits(Ours, "Texts.example"));
    }

    [Fact]
    public void The_name_of_a_reply_goes_to_whoever_wrote_and_to_nobody_else() =>
        Assert.Equal("rosa@mail.example", AMail.Arrived(AMail.Text(headers: "Reply-To: victim@mail.example")).Sender!.Address);

    [Fact]
    public void It_answers_the_nearest_first() =>
        Assert.Equal(["c@x", "b@x", "a@x"], AMail.Arrived(AMail.Text(headers: ["In-Reply-To: <c@x>", "References: <a@x> <b@x> <c@x>"])).Answers);

    private static WhyAside? Why(string text) => AMail.Arrived(text).WhyNobodyWaits(Ours, "");
}
