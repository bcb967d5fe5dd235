using Hearback.Places;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Hearback.Tests.Reporting;

/// <summary>Finding the place, by name, on the map, or not at all.</summary>
public sealed class WhereTests : IAsyncLifetime
{
    private const string Map = "/report/where/map";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_street_is_offered_as_somewhere_on_it_and_read_so_at_the_end()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Eversholt Street"));
        Assert.Contains("Somewhere on Eversholt Street", page.Text, StringComparison.Ordinal);

        page = await visitor.Press(page, "Continue");

        Assert.Equal("/report/when", page.Path);
        Assert.Contains("Somewhere on Eversholt Street", (await Finish(visitor, page)).Text, StringComparison.Ordinal);
        Assert.Equal("eversholt-street", (await visitor.Open("/report/where")).Answer("Match"));
        var sent = await visitor.SendReport(await visitor.Open("/report/check"));

        // A street is longer than a cell of 100 metres.
        var report = await _service.Read(sent.Reference().AsReference());
        Assert.Equal((null, null, "eversholt-street", false), (report.CellX, report.CellY, report.Place, report.Ward is null));
        var officer = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var page2 = await officer.Open($"/staff/reports/{sent.Reference()}");
        Assert.Contains("Somewhere along a street, so not on the map", page2.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelled_street_is_found()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "Osulston Street"));

        Assert.Equal("ossulston-street", page.Answer("Match"));
    }

    [Theory]
    [InlineData("", "", "Not sure where")]
    [InlineData("", "Near a shop", "Near a shop (not sure where)")]
    [InlineData("Somewhere Castle", "", "Somewhere Castle: Not sure where")]
    [InlineData("Mayford Estate", "", "Mayford Estate: Not sure where")]
    public async Task Whoever_is_not_sure_goes_on_with_words_only(string typed, string inWords, string said)
    {
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "I am not sure where", ("Typed", typed), ("InWords", inWords));

        Assert.Equal("/report/when", page.Path);
        Assert.Contains(said, (await Finish(visitor, page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spot_on_the_map_is_told_in_words_and_only_its_square_stands_in_clear()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);
        var page = await visitor.Press(await visitor.Open(Map), "Use this spot", ("Easting", "529361"), ("Northing", "183219"), ("InWords", "By the gate"));
        Assert.Equal("/report/when", page.Path);

        var check = await Finish(visitor, page);
        Assert.Contains("Near Mayford Estate, in the ward St Pancras and Somers Town: By the gate", check.Text, StringComparison.Ordinal);

        var report = await _service.Read((await visitor.SendReport(check)).Reference().AsReference());
        Assert.Equal((5293, 1832, A.SomersTown, "mayford-estate"), (report.CellX, report.CellY, report.Ward, report.Place));
        Assert.DoesNotContain("529361", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spot_that_was_chosen_stands_on_the_map_again()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);
        await visitor.Press(await visitor.Open(Map), "Use this spot", ("Easting", "529361"), ("Northing", "183219"));

        var page = await visitor.Open(Map);

        Assert.Equal(("529361", "183219"), (page.Answer("Easting"), page.Answer("Northing")));
        Assert.DoesNotContain("529361", page.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Put the pin where it happened, or type the place")]
    [InlineData("529361", "", "Put the pin where it happened, or type the place")]
    [InlineData("-1", "183219", "Put the pin where it happened, or type the place")]
    [InlineData("529361", "1300001", "Put the pin where it happened, or type the place")]
    [InlineData("529361.5", "183219", "Choose from the answers on this page")]
    [InlineData("here", "183219", "Choose from the answers on this page")]
    [InlineData("99999999999", "183219", "Choose from the answers on this page")]
    public async Task A_forged_spot_is_refused(string easting, string northing, string why)
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);

        var page = await visitor.Press(await visitor.Open(Map), "Use this spot", ("Easting", easting), ("Northing", northing));

        Assert.Equal(400, (int)page.Status);
        Assert.Contains(why, page.ErrorSummary(), StringComparison.Ordinal);
        Assert.NotEmpty(page.Refusals());
    }

    [Fact]
    public async Task Without_script_the_page_of_the_map_is_the_same_list()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);

        var page = await visitor.Press(await visitor.Open(Map), "Find", ("Typed", "Mayford Estate"));

        Assert.Equal(Map, page.Address.AbsolutePath);
        Assert.Equal("mayford-estate", page.Answer("Match"));
        Assert.NotNull(page.Document.QuerySelector(".hb-if-script #pin-map"));
        Assert.Equal("/report/when", (await visitor.Press(page, "Continue")).Path);
    }

    [Theory]
    [InlineData(531650, 184500, "This is outside our area: it belongs to Islington.", "Islington Council and the police in Islington answer there.")]
    [InlineData(531000, 104000, "This is outside our area, and we do not know whose it is.", "You can still tell us.")]
    public async Task A_spot_outside_is_told_whose_it_is_and_still_taken(int easting, int northing, string whose, string whom)
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);

        var page = await visitor.Press(await visitor.Open(Map), "Use this spot", ("Easting", $"{easting}"), ("Northing", $"{northing}"));
        Assert.Contains(whose, page.Text, StringComparison.Ordinal);
        Assert.Contains(whom, page.Text, StringComparison.Ordinal);

        page = await visitor.Press(page, "Go on with this spot");
        Assert.Equal("/report/when", page.Path);
        var report = await _service.Read((await visitor.SendReport(await Finish(visitor, page))).Reference().AsReference());
        Assert.Equal((easting / 100, northing / 100), (report.CellX, report.CellY));
    }

    [Fact]
    public async Task A_place_of_the_gazetteer_outside_is_told_whose_it_is_and_still_taken()
    {
        var file = Path.Combine(_service.Folder, "postcodes.csv");
        await File.WriteAllLinesAsync(file, ["postcode,easting,northing,ward_code", "N1 1AA,531650,184500,", "NW1 1ZZ,529361,183219,"], TestContext.Current.CancellationToken);
        await _service.With<ImportPlaces>(import => import.FromAsync(file, progress: null, TestContext.Current.CancellationToken));
        var visitor = _service.Visitor();
        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "N1 1AA"));

        page = await visitor.Press(page, "Continue");
        Assert.Contains("it belongs to Islington", page.Text, StringComparison.Ordinal);
        Assert.Equal("/report/when", (await visitor.Press(page, "Continue")).Path);

        page = await visitor.Press(await visitor.Open("/report/where"), "Find", ("Typed", "NW1 1ZZ"));
        Assert.Equal("/report/when", (await visitor.Press(page, "Continue")).Path);
    }

    [Fact]
    public async Task A_postcode_that_nobody_knows_is_told_whose_district_it_is()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Press(await visitor.AnswerUpTo(Question.Where), "Find", ("Typed", "ec1v4nb"));

        Assert.Contains("it belongs to Islington", page.Text, StringComparison.Ordinal);
        Assert.Equal("/report/when", (await visitor.Press(page, "Continue", ("InWords", "At the lights"))).Path);
    }

    [Fact]
    public async Task Only_the_page_of_the_map_may_ask_where_the_phone_is()
    {
        var visitor = _service.Visitor();
        var list = await visitor.AnswerUpTo(Question.Where);
        var map = await visitor.Open(Map);

        Assert.Contains("geolocation=()", Assert.Single(list.Response.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.Contains("geolocation=(self)", Assert.Single(map.Response.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("/map.", list.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_is_drawn_of_wards_streets_and_places_and_of_nothing_that_anybody_reported()
    {
        await _service.Given(A.Answers() with { Where = A.At("mayford-estate") with { InWords = "zanzibar" } });

        var json = await _service.Visitor().Open("/report/map.json");

        Assert.Contains("Mayford Estate", json.Html, StringComparison.Ordinal);
        Assert.Contains("Eversholt Street", json.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("zanzibar", json.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_data_lies_under_the_map_is_said_by_the_pack_and_the_settings()
    {
        var visitor = _service.Visitor();
        await visitor.AnswerUpTo(Question.Where);
        Assert.Equal("Contains OS, Royal Mail and National Statistics data © Crown copyright and database right.", Source(await visitor.Open(Map)));

        await using var other = await Service.StartAsync(adjust: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Places:BaseAttribution"] = "Streets of the borough.",
            ["Places:TileServer"] = "http://127.0.0.1:9/{z}/{x}/{y}.png",
            ["Places:TileAttribution"] = "Tiles made up.",
        }));
        visitor = other.Visitor();
        await visitor.AnswerUpTo(Question.Where);
        Assert.EndsWith("database right. Streets of the borough. Tiles made up.", Source(await visitor.Open(Map)), StringComparison.Ordinal);

        static string Source(Page page) => page.Document.QuerySelector(".hb-pin__source")!.TextContent;
    }

    /// <summary>Answers what is left, up to "Check your answers".</summary>
    private static async Task<Page> Finish(Visitor visitor, Page page)
    {
        (string Field, string Value)[][] answers =
        [
            [("Kind", nameof(WhenKind.Today))], [("Story", Walk.Story)],
            [("Effect", nameof(Effect.Bothered)), ("WhyMe", nameof(WhyMe.NotAboutMe)), ("Before", nameof(Before.No))], [("Wish", "Mend it")], [("Identity", nameof(IdentityLevel.Anonymous))],
        ];
        foreach (var answer in answers) { page = await visitor.Press(page, "Continue", answer); }

        Assert.Equal("/report/check", page.Path);
        return page;
    }
}
