using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.Extensions.Configuration;

namespace Hearback.Tests.Open311;

/// <summary>What goes to a service, by email and by Open311, on good days and on bad ones.</summary>
public sealed class SendHandoversTests : IAsyncLifetime
{
    private const string Told = "What is happening: Needles\nWhat happened: Needles at the gate";
    private Open311Kit _there = null!;

    public async ValueTask InitializeAsync() => _there = await Open311Kit.StartAsync();

    public ValueTask DisposeAsync() => _there.DisposeAsync();

    [Fact]
    public async Task A_real_mail_server_gets_what_was_shown_with_our_reference_and_the_team_gets_the_answer()
    {
        await using var mail = new MailServer();
        await using var service = await Service.WithMailServer(mail.Port);
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();

        Assert.Equal(1, await service.SendHandovers());
        Assert.Equal(0, await service.SendHandovers());

        var letter = Assert.Single(mail.Letters);
        Assert.Equal("hand-over@clean-camden.example", letter.To.ToString());
        Assert.Equal("community-safety@camden.example", letter.ReplyTo.ToString());
        Assert.Equal($"A report for you, {reference}", letter.Subject);
        Assert.Contains(Told, letter.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("You are not told who they are", letter.TextBody, StringComparison.Ordinal);
        var handover = await Of(service, reference);
        Assert.Equal((HandoverState.Sent, null), (handover.State, handover.NextTryAt));
    }

    [Fact]
    public async Task A_mail_server_that_hangs_up_gets_the_same_mail_again_under_the_same_name()
    {
        await using var mail = new MailServer { HangsUp = true };
        await using var service = await Service.WithMailServer(mail.Port);
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        await service.SendHandovers();
        mail.HangsUp = false;
        service.Later(TimeSpan.FromMinutes(2));
        await service.SendHandovers();

        Assert.Equal(2, mail.Letters.Count);
        Assert.Single(mail.Letters.Select(letter => letter.MessageId).Distinct());
        Assert.DoesNotContain((await service.Read(reference)).Id.ToString("N"), mail.Letters[0].MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Open311_server_gets_the_middle_of_the_square_and_no_person_and_its_number_reaches_the_reporter()
    {
        await using var service = await WithOpen311();
        var reference = await service.Given(HandedOver(A.Answers() with { Where = A.At("mayford-estate", 529348, 183230) }));
        service.AQuarterOfAnHourPasses();
        await service.SendHandovers();

        var posted = Assert.Single(_there.Posted);
        Assert.Equal(["api_key", "description", "jurisdiction_id", "lat", "long", "service_code"], posted.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("camden.example", "NEEDLES", "key-of-ours"), (posted["jurisdiction_id"], posted["service_code"], posted["api_key"]));
        Assert.Equal($"{Told}\n\nReference: {reference}", posted["description"].ReplaceLineEndings("\n"));
        // The middle of cell 5293, 1832 and not the spot.
        Assert.Equal("51.53335 -0.13652", $"{posted["lat"]} {posted["long"]}");
        var report = await service.Read(reference);
        var taken = Assert.Single(report.Thread, entry => entry.Kind is EntryKind.TakenByService);
        Assert.Equal("12345", taken.OpenWords(await service.KeyOf(report)));
        Assert.Equal(ReportState.WithService, report.State);
        Assert.DoesNotContain("12345", service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_was_only_described_is_passed_in_words()
    {
        await using var service = await WithOpen311();
        await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        await service.SendHandovers();

        Assert.Equal("By the bins", Assert.Single(_there.Posted)["address_string"]);
        Assert.DoesNotContain("lat", _there.Posted[0].Keys);
    }

    [Fact]
    public async Task Who_a_reporter_is_goes_along_only_when_a_named_one_agreed()
    {
        await using var service = await WithOpen311();
        await service.Given(HandedOver(A.NamedAnswers()));
        await service.Given(HandedOver(A.NamedAnswers(), new PassedContact("Rosa Field", "rosa@mail.example", "020 7946 0000")));
        await service.SendHandovers();

        var (without, with) = (_there.Posted.Single(one => !one.ContainsKey("email")), _there.Posted.Single(one => one.ContainsKey("email")));
        Assert.DoesNotContain("Rosa", string.Join(' ', without.Values), StringComparison.Ordinal);
        Assert.Equal(("Rosa", "Field", "rosa@mail.example", "020 7946 0000"), (with["first_name"], with["last_name"], with["email"], with["phone"]));
        await Assert.ThrowsAsync<NotReceivedException>(() => service.Given(HandedOver(A.ConfidentialAnswers(), new PassedContact("Rosa Field", null, null))));
    }

    [Fact]
    public async Task A_server_that_hangs_up_has_it_once_because_we_look_before_we_send_again()
    {
        await using var service = await WithOpen311();
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        _there.Answer = Open311Kit.HangUp;
        await service.SendHandovers();
        Assert.Equal(HandoverState.Waiting, (await Of(service, reference)).State);

        service.Later(TimeSpan.FromMinutes(2));
        await service.SendHandovers();

        Assert.Single(_there.Posted);
        Assert.StartsWith("requests.json?jurisdiction_id=camden.example&service_code=NEEDLES&start_date=2026-06-01T09%3A00%3A00Z", Assert.Single(_there.Asked), StringComparison.Ordinal);
        var report = await service.Read(reference);
        Assert.Equal("12345", Assert.Single(report.Handovers).OpenTheirs(await service.KeyOf(report))?.Number);
    }

    [Fact]
    public async Task A_server_without_a_list_is_sent_it_again_rather_than_never()
    {
        _there.HasList = false;
        await using var service = await WithOpen311();
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        var answers = _there.Answer;
        _there.Answer = Open311Kit.HangUp;
        await service.SendHandovers();
        _there.Answer = answers;
        service.Later(TimeSpan.FromMinutes(2));
        await service.SendHandovers();

        Assert.Equal(2, _there.Posted.Count);
        Assert.Equal(HandoverState.Sent, (await Of(service, reference)).State);
    }

    [Fact]
    public async Task A_token_is_kept_and_asked_about_until_it_has_become_a_number()
    {
        await using var service = await WithOpen311();
        var reference = await service.Given(HandedOver(A.NamedAnswers()));
        _there.Answer = (http, _) => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(http.Response, new[] { new { token = "abc/1" } });
        await service.SendHandovers();
        var report = await service.Read(reference);
        Assert.Equal(new TheirReference(null, "abc/1"), report.Handovers[0].OpenTheirs(await service.KeyOf(report)));
        Assert.DoesNotContain(report.Thread, entry => entry.Kind is EntryKind.TakenByService);

        service.Later(TimeSpan.FromHours(2));
        await service.SendHandovers();
        Assert.Equal("tokens/abc%2F1.json?jurisdiction_id=camden.example", _there.Asked[^1]);
        _there.Tokens["abc%2F1"] = "777";
        service.Later(TimeSpan.FromHours(30));
        await service.SendHandovers();

        report = await service.Read(reference);
        Assert.Equal("777", report.Thread.Single(entry => entry.Kind is EntryKind.TakenByService).OpenWords(await service.KeyOf(report)));
        Assert.Null(report.Handovers[0].NextTryAt);
        Assert.Single(_there.Posted);
        await service.SendNotices();
        Assert.Contains(service.Letters.To("rosa@mail.example"), letter => letter.Text.Contains("Clean Camden has what you told us", StringComparison.Ordinal) && letter.Text.Contains("777", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_server_that_refuses_is_tried_for_three_days_and_then_everybody_is_told(int status)
    {
        await using var service = await WithOpen311();
        _there.Answer = Open311Kit.Refuse(status);
        _there.HasList = false;
        var reference = await service.Given(HandedOver(A.ConfidentialAnswers()));
        var waits = new List<TimeSpan>();
        for (var hours = 0; hours < 80; hours++)
        {
            if (await service.SendHandovers() > 0 && (await Of(service, reference)).NextTryAt is { } next) { waits.Add(next - service.Time.GetUtcNow()); }

            service.Later(TimeSpan.FromHours(1));
        }

        // The last one is cut short, so that it is given up on the dot.
        Assert.Equal(waits[..^1].Order(), waits[..^1]);
        Assert.Equal(Service.Start + TimeSpan.FromDays(3), (await Of(service, reference)).GivenUpAt);
        Assert.InRange(waits.Count, 8, 14);
        var report = await service.Read(reference);
        Assert.Equal((ReportState.BeingWorkedOn, HandoverState.Failed), (report.State, report.Handovers[0].State));
        Assert.True(report.DueOn > service.Time.GetUtcNow().LondonDay);
        await service.SendNotices();
        Assert.Contains(service.Letters.To("community-safety@camden.example"), letter => letter.Subject == "A report could not be handed over");
        Assert.Contains(service.Letters.To("rosa@mail.example"), letter => letter.Text.StartsWith("There is an update for you", StringComparison.Ordinal));
        Assert.DoesNotContain("gate", service.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>hello</html>")]
    [InlineData("[]")]
    [InlineData("[{\"service_request_id\":null}]")]
    [InlineData("{\"error\":\"no\"}")]
    public async Task An_answer_that_makes_no_sense_is_no_answer(string answer)
    {
        await using var service = await WithOpen311();
        _there.Answer = (http, _) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, answer);
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        await service.SendHandovers();

        var handover = await Of(service, reference);
        Assert.Equal((HandoverState.Waiting, 1), (handover.State, handover.Tries));
    }

    [Fact]
    public async Task A_server_that_is_down_keeps_nothing_from_arriving_later()
    {
        await using var service = await Service.StartAsync();
        await service.Given(By(new Uri($"http://127.0.0.1:{MailServer.ClosedPort()}/open311/v2")));
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        await service.SendHandovers();
        Assert.Equal(HandoverState.Waiting, (await Of(service, reference)).State);

        await service.Given(By(_there.Endpoint));
        service.Later(TimeSpan.FromMinutes(2));
        await service.SendHandovers();
        Assert.Equal(HandoverState.Sent, (await Of(service, reference)).State);
    }

    [Fact]
    public async Task A_slow_service_keeps_no_other_waiting()
    {
        await using var service = await WithOpen311();
        await service.Given(A.Pack.Service("routes-off-the-street")! with { Handover = new() { Email = "outreach@routes.example" } });
        await service.Given(HandedOver());
        await service.Given(A.Answers("rough-sleeping") with { GoesTo = new("routes-off-the-street", new() { Words = "In the doorway" }) });
        service.AQuarterOfAnHourPasses();
        var (reached, goesOn, answers) = (new TaskCompletionSource(), new TaskCompletionSource(), _there.Answer);
        _there.Answer = async (http, number) =>
        {
            reached.SetResult();
            await goesOn.Task;
            await answers(http, number);
        };
        var sending = service.SendHandovers();
        await reached.Task;

        for (var left = 400; left > 0 && service.Letters.To("outreach@routes.example").Count is 0; left--) { await Task.Delay(25, TestContext.Current.CancellationToken); }

        Assert.Single(service.Letters.To("outreach@routes.example"));
        Assert.False(sending.IsCompleted);
        goesOn.SetResult();
        Assert.Equal(2, await sending);
    }

    [Fact]
    public async Task What_a_member_writes_while_it_is_carried_is_kept_and_so_is_what_came_of_it()
    {
        await using var service = await WithOpen311();
        var reference = await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();
        var answers = _there.Answer;
        _there.Answer = async (http, number) =>
        {
            await service.Work(reference, (report, desk) => report.Reply("We look at the gate too", A.Officer(), desk));
            await answers(http, number);
        };
        await service.SendHandovers();

        Assert.Equal([EntryKind.Received, EntryKind.HandedOver, EntryKind.Message, EntryKind.TakenByService], (await service.Read(reference)).Thread.OrderBy(entry => entry.Number).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Two_processes_send_it_once()
    {
        await using var service = await WithOpen311();
        await using var other = await Service.StartAsync(beside: service);
        await service.Given(HandedOver());
        service.AQuarterOfAnHourPasses();

        await Task.WhenAll(service.SendHandovers(), other.SendHandovers());

        Assert.Single(_there.Posted);
    }

    [Fact]
    public async Task What_a_service_is_told_of_an_anonymous_visit_waits_for_its_quarter_of_an_hour_and_lies_sealed()
    {
        await using var service = await WithOpen311();
        service.Later(TimeSpan.FromMinutes(17));
        var reference = await service.Given(HandedOver());

        Assert.Equal(0, await service.SendHandovers());
        var handover = await Of(service, reference);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 9, 30, 0, TimeSpan.Zero), handover.NextTryAt);
        Assert.Equal(Service.Start, handover.QueuedAt);
        Assert.DoesNotContain("Needles", System.Text.Encoding.UTF8.GetString(handover.Content!.Value.Bytes), StringComparison.Ordinal);
    }

    /// <summary>Needles that go to Clean Camden, as the last page of the journey sends them.</summary>
    private static ReportAnswers HandedOver(ReportAnswers? by = null, PassedContact? contact = null)
    {
        var answers = by ?? A.Answers();
        return answers with
        {
            Category = "needles",
            NotOurs = new("clean-camden", NotOursChoice.SendForMe),
            Effect = null,
            Wish = null,
            GoesTo = new("clean-camden", new() { Words = Told, Where = "By the bins", Cell = answers.Where!.Spot?.Cell, Contact = contact }),
        };
    }

    private static ListedService By(Uri endpoint) => A.Pack.Service("clean-camden")! with { Handover = new() { Open311 = new() { Endpoint = endpoint, Jurisdiction = "camden.example", ServiceCode = "NEEDLES" } } };

    private async Task<Service> WithOpen311()
    {
        var service = await Service.StartAsync(adjust: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Open311:Keys:clean-camden"] = "key-of-ours" }));
        await service.Given(By(_there.Endpoint));
        return service;
    }

    private static async Task<Handover> Of(Service service, Reference reference) => Assert.Single((await service.Read(reference)).Handovers);
}
