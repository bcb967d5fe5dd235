using System.Net;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Web.Staff;

namespace Hearback.Tests.Staff;

/// <summary>The map beside a report: its cell, the member's other open reports and the pack's places; never an exact spot.</summary>
public sealed class MapOfCellTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_cell_is_drawn_in_the_middle_with_the_members_other_open_reports_and_no_exact_spot()
    {
        var reference = await _service.Given(A.Answers() with { Where = A.At("Mayford", 529_348, 183_230) });
        await _service.Given(A.Answers() with { Where = A.At("Mayford", 529_401, 183_299) });
        await _service.Given(A.Answers() with { Where = A.At("Mayford", 530_999, 183_230) });
        var closed = await _service.Given(A.Answers() with { Where = A.At("Mayford", 529_201, 183_201) });
        await _service.Work(closed, (report, desk) => report.Close(CloseReason.ActionTaken, "Done", A.Officer(), desk));
        using var officer = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await officer.Open($"/staff/reports/{reference}");

        var map = page.Document.QuerySelector("svg.hb-map")!;
        Assert.Equal(("160", "120"), (map.QuerySelector(".here")!.GetAttribute("x"), map.QuerySelector(".here")!.GetAttribute("y")));
        Assert.Equal([("200", "120")], map.QuerySelectorAll(".cell").Select(cell => (cell.GetAttribute("x")!, cell.GetAttribute("y")!)));
        Assert.Contains("1 other cell has open reports", map.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.DoesNotContain("529348", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("183230", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_sees_nothing_of_another_teams_reports_on_the_map()
    {
        var reference = await _service.Given(A.Answers() with { Where = A.At("Mayford", 529_348, 183_230) });
        var other = await _service.Given(A.Answers() with { Where = A.At("Mayford", 529_401, 183_299) });
        await _service.Work(other, (report, desk) => report.PassTo(desk.Pack.Team("housing")!, "Housing can mend the door", A.Officer(), desk));
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));

        var page = await officer.Open($"/staff/reports/{reference}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("svg.hb-map .cell"));
    }

    [Fact]
    public async Task A_place_told_in_words_has_no_map()
    {
        var reference = await _service.Given(A.Answers());
        using var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));

        var page = await coordinator.Open($"/staff/reports/{reference}");

        Assert.Null(page.Document.QuerySelector("svg.hb-map"));
        Assert.Contains("Told in words only", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_stay_on_the_map_and_do_not_run_into_each_other()
    {
        NearPlace[] places = [.. Enumerable.Range(0, 12).Select(i => new NearPlace($"Place number {i}", new(529_000 + (i * 60), 183_250))), new("At the very edge", new(528_901, 183_599))];

        var labels = new MapOfCell(new(new Cell(5293, 1832), [], places)).Labels;

        Assert.InRange(labels.Count, 2, 4);
        Assert.All(labels, label => Assert.InRange(label.TextX, 40, MapOfCell.Width - 40));
        Assert.Equal(labels.Count, labels.Select(label => (label.TextX / 120, label.Y / 22)).Distinct().Count());
    }
}
