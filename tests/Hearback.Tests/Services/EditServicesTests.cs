using System.Net;
using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Tests.Support;
using Hearback.Web.Staff;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Services;

/// <summary>A coordinator keeps the directory right, in pages, and everybody's change is kept.</summary>
public sealed class EditServicesTests : IAsyncLifetime
{
    private const string Patrol = "/staff/services/responsive-security-patrol/edit";
    private Service _service = null!;
    private Visitor _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_new_number_is_read_by_everyone_at_once_and_who_changed_it_is_kept()
    {
        using var visitor = _service.Visitor();
        await visitor.Open("/services/responsive-security-patrol");

        var page = await Send(Patrol, ("Form.Phone", "020 7974 5555"));

        Assert.Contains("Saved. Everyone can read it now", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await visitor.Open("/services/responsive-security-patrol")).Document.QuerySelector("main a[href='tel:02079745555']"));
        var history = await _coordinator.Open("/staff/services/responsive-security-patrol/history");
        Assert.Contains("Sam coordinator Ways to reach it Was: Phone: 020 7974 4444 Now: Phone: 020 7974 5555", history.Text, StringComparison.Ordinal);
        Assert.Equal([AuditedAct.ChangedService], await Audited());
        Assert.Equal(2, await Versions());
    }

    [Fact]
    public async Task A_coordinator_says_how_a_service_takes_reports_and_what_is_its_task()
    {
        const string patrol = "responsive-security-patrol";
        await Send(Patrol, ("Form.Endpoint", "https://open311.example/v2"), ("Form.ServiceCode", "PATROL"), ("Form.Owns", "trespass"));
        Assert.Equal(new HandoverWay { Open311 = new() { Endpoint = new("https://open311.example/v2"), ServiceCode = "PATROL" } }, _service.Pack.Service(patrol)!.Handover);
        Assert.Equal(["trespass"], _service.Pack.Service(patrol)!.Owns);

        foreach (var (field, value, sentence) in new[]
        {
            ("Form.HandoverEmail", "patrol@camden.example", "Fill in the mailbox or Open311, not both"),
            ("Form.Endpoint", "http://127.0.0.1:8080", "Enter the address in full, like https://www.example.com"),
            ("Form.Endpoint", "nowhere", "Enter the address in full, like https://www.example.com"),
            ("Form.Endpoint", "", "Enter the address of Open311, or leave all of it empty"),
            ("Form.ServiceCode", "", "Enter the service code under which they take our reports"),
        })
        {
            Assert.Contains(sentence, (await Send(Patrol, (field, value))).ErrorSummary(), StringComparison.Ordinal);
        }

        await Send(Patrol, ("Form.Endpoint", ""), ("Form.ServiceCode", ""), ("Form.HandoverEmail", "patrol@camden.example"));
        Assert.Equal("patrol@camden.example", _service.Pack.Service(patrol)!.Handover!.Email);
        Assert.Contains("By email to patrol@camden.example", (await _coordinator.Open($"/staff/services/{patrol}/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_saved_as_it_is_stays_as_it_is()
    {
        foreach (var service in A.Pack.Services) { await Send($"/staff/services/{service.Code}/edit"); }

        Assert.Equal(1, await Versions());
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task Hours_and_a_closure_are_typed_in_words()
    {
        await Send("/staff/services/routes-off-the-street/edit", ("Form.Hours", "AtTimes"), ("Form.Monday", "9am-noon, 1:30pm to 5pm"), ("Form.Friday", "22:00 to 02:00"), ("Form.OnBankHolidays", "Closed"),
            ("Form.Others", "1 June 2026 to 2 June 2026: closed (moving house)\n5 June 2026: all day"));

        var hours = _service.Pack.Service("routes-off-the-street")!.Hours!;
        Assert.Equal([new(new(9, 0), new(12, 0)), new(new(13, 30), new(17, 0))], hours.SpansInWeek(DayOfWeek.Monday));
        Assert.Equal([new(new(22, 0), new(2, 0))], hours.SpansInWeek(DayOfWeek.Friday));
        Assert.Empty(hours.SpansInWeek(DayOfWeek.Sunday));
        Assert.Equal([OpenSpan.WholeDay], hours.SpansOn(new(2026, 6, 5)));
        using var visitor = _service.Visitor();
        var page = await visitor.Open("/services/routes-off-the-street");
        Assert.Contains("Closed, opens Friday midnight", page.Text, StringComparison.Ordinal);
        Assert.Contains("Monday: 9am to noon and 1:30pm to 5pm", page.Text, StringComparison.Ordinal);
        Assert.Contains("closed (moving house)", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.Phone", "O20 7974", "Enter each phone number in figures, like 020 7974 4444, one a line, and not ‘O20 7974’")]
    [InlineData("Form.Phone", "", "Enter at least one way to reach it")]
    [InlineData("Form.Email", "no address", "Enter each email address in the right form, like name@example.com, and not ‘no address’")]
    [InlineData("Form.Web", "javascript:alert(1)", "Enter each web address in full, like https://www.example.com, and not ‘javascript:alert(1)’")]
    [InlineData("Form.App", "Good app, http://example.com", "Enter the name of each app and, if it has one, a comma and its web address, which begins with https://")]
    [InlineData("Form.Monday", "9 to 5", "Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave the day empty")]
    [InlineData("Form.Monday", "25:00 to 26:00", "Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave the day empty")]
    [InlineData("Form.Others", "31 June 2026: closed", "Write the day, a colon and the hours, like ‘25 December 2026: closed’, and not ‘31 June 2026: closed’")]
    [InlineData("Form.Except", "Atlantis", "We do not know ‘Atlantis’. Type it as it stands on this site")]
    [InlineData("Form.Name", "", "Enter the name of the service")]
    public async Task What_is_wrong_is_said_at_its_answer_and_nothing_typed_is_lost(string field, string typed, string sentence)
    {
        var page = await Send(Patrol, ("Form.About", "Kept"), (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains((sentence, field), page.Refusals());
        Assert.Equal(("Kept", typed), (page.Answer("Form.About")!.Trim(), page.Answer(field)!.Trim()));
        Assert.Equal(1, await Versions());
    }

    [Fact]
    public async Task The_second_of_two_is_told_and_loses_nothing()
    {
        using var other = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var (first, second) = (await _coordinator.Open(Patrol), await other.Open(Patrol));
        await _coordinator.Send(first, ("Form.Phone", "020 7974 5555"));

        var late = await other.Send(second, ("Form.About", "A patrol on foot"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.StartsWith("Someone else changed this", late.ErrorSummary(), StringComparison.Ordinal);
        Assert.Equal("A patrol on foot", late.Answer("Form.About")!.Trim());
        Assert.Contains("Phone: 020 7974 5555", late.Text, StringComparison.Ordinal);

        // Having read it, they send theirs with the new number.
        await other.Send(late, ("Form.Phone", "020 7974 5555"));
        Assert.Equal(("A patrol on foot", "020 7974 5555"), (Now("responsive-security-patrol")!.About, Now("responsive-security-patrol")!.Channels[0].To));
    }

    [Fact]
    public async Task Two_who_change_two_services_at_once_are_both_heard()
    {
        var (first, second) = (await _coordinator.Open(Patrol), await _coordinator.Open("/staff/services/clean-camden/edit"));

        await _coordinator.Send(first, ("Form.About", "One"));
        await _coordinator.Send(second, ("Form.About", "Two"));

        Assert.Equal(("One", "Two"), (Now("responsive-security-patrol")!.About, Now("clean-camden")!.About));
    }

    [Fact]
    public async Task What_was_checked_today_does_not_ask_again_for_six_months()
    {
        await Send(Patrol, ("Form.Conditions", ServiceWorkChecked), ("Form.Conditions", "Anonymous"), ("Form.Conditions", "OnlyCouncilHomes"));

        Assert.Equal(new DateOnly(2026, 6, 1), Now("responsive-security-patrol")!.CheckedOn);
        Assert.Equal(0, ToCheck(await _coordinator.Open("/staff/services")));
        _service.Later(TimeSpan.FromDays(183));
        var again = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        Assert.Equal(1, ToCheck(await again.Open("/staff/services")));

        static int ToCheck(Page page) => page.Document.QuerySelectorAll("section")[1].QuerySelectorAll("a").Count(link => link.TextContent is "Responsive Security Patrol");
    }

    [Fact]
    public async Task A_service_is_added_and_taken_out_again_and_its_history_stays()
    {
        var page = await _coordinator.Send(await _coordinator.Open("/staff/services/add"),
            ("Form.Name", "Noise Team!"), ("Form.About", "Stops loud music"), ("Form.UseWhen", "It is loud"), ("Form.Phone", "020 7946 0001"), ("Form.Organisation", "camden-council"), ("Form.Categories", "noise"));
        Assert.Contains("Saved", page.Text, StringComparison.Ordinal);
        using var visitor = _service.Visitor();
        Assert.Equal("Noise Team!", (await visitor.Open("/services/noise-team")).Heading);
        var twice = await _coordinator.Send(await _coordinator.Open("/staff/services/add"), ("Form.Name", "Noise team"), ("Form.About", "x"), ("Form.UseWhen", "x"), ("Form.Phone", "101"), ("Form.Organisation", "camden-council"));
        Assert.Equal("There is a service with this name. Change that one, or choose another name", twice.ErrorSummary());

        await _coordinator.Press(await _coordinator.Open("/staff/services/noise-team/edit"), "Take it out of the list");

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/services/noise-team")).Status);
        Assert.Equal(2, (await _coordinator.Open("/staff/services/noise-team/history")).Document.QuerySelectorAll("main section").Length);
    }

    [Fact]
    public async Task An_edit_that_would_break_the_pack_is_refused_as_an_import_would_be()
    {
        var service = Now("clean-camden")!;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _service.With<EditServices>(edit => edit.SaveAsync(service with { Organisation = "nobody" }, EditServices.Seen(service), Guid.Empty, _ => { })));

        Assert.Equal("There is no organisation 'nobody'", refused.Message);
        Assert.Equal(1, await Versions());
    }

    [Theory]
    [InlineData("4pm to 4am", "16:00-04:00")]
    [InlineData("16:00–04:00", "16:00-04:00")]
    [InlineData("9am - 12:30pm and 1.30 pm until 5pm", "09:00-12:30 13:30-17:00")]
    [InlineData("noon to midnight", "12:00-00:00")]
    [InlineData("12am to 12pm", "00:00-12:00")]
    [InlineData("All day", "00:00-00:00")]
    [InlineData("closed", "")]
    [InlineData("", "")]
    [InlineData("9 to 5", null)]
    [InlineData("13pm to 4pm", null)]
    [InlineData("4pm to 4pm", null)]
    [InlineData("nights", null)]
    public void Hours_are_read_as_people_write_them(string typed, string? spans) =>
        Assert.Equal(spans, HoursTyped.Spans(typed) is { } read ? string.Join(' ', read.Select(span => $"{span.From:HH:mm}-{span.Until:HH:mm}")) : null);

    private const string ServiceWorkChecked = "Checked";

    private ListedService? Now(string code) => _service.Pack.Service(code);

    private async Task<Page> Send(string path, params (string, string)[] answers) => await _coordinator.Send(await _coordinator.Open(path), answers);

    private Task<int> Versions() => _service.With<HearbackDb, int>(db => db.Packs.CountAsync());

    private Task<List<AuditedAct>> Audited() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
