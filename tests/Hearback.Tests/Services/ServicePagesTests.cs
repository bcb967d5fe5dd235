using System.Net;
using System.Reflection;
using Hearback.Directory;
using Hearback.Tests.Support;
using Hearback.Web.Pages.WhoToContact;

namespace Hearback.Tests.Services;

/// <summary>Whom a resident can turn to, as the pages say it at a moment.</summary>
public sealed class ServicePagesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("2026-06-01T18:40:00+01:00", "responsive-security-patrol", "Open now, until 4am")]
    [InlineData("2026-06-02T00:30:00+01:00", "responsive-security-patrol", "Open now, until 4am")]
    [InlineData("2026-06-02T10:00:00+01:00", "responsive-security-patrol", "Closed, opens at 4pm")]
    [InlineData("2026-06-01T10:00:00+01:00", "ward-housing-office", "Open now, until 5pm")]
    [InlineData("2026-06-01T18:40:00+01:00", "ward-housing-office", "Closed, opens 9am tomorrow")]
    [InlineData("2026-06-05T18:40:00+01:00", "ward-housing-office", "Closed, opens Monday 9am")]
    [InlineData("2026-05-22T18:40:00+01:00", "ward-housing-office", "Closed, opens Tuesday 9am")] // the Monday is a bank holiday
    [InlineData("2026-12-24T18:40:00+00:00", "ward-housing-office", "Closed, opens Tuesday 9am")]
    [InlineData("2026-10-25T03:30:00+00:00", "responsive-security-patrol", "Open now, until 4am")] // the clocks went back
    [InlineData("2026-06-01T18:40:00+01:00", "emergency-999", "Open now, day and night")]
    [InlineData("2026-06-01T18:40:00+01:00", "community-safety", "Write at any time")]
    [InlineData("2026-06-01T18:40:00+01:00", "routes-off-the-street", "We do not know its hours")]
    public async Task A_service_says_whether_it_is_open_and_until_when(string at, string code, string says)
    {
        _service.Time.AdjustTime(DateTimeOffset.Parse(at, null));
        using var visitor = _service.Visitor();

        var page = await visitor.Open($"/services/{code}");

        Assert.Equal(says, Page.Plain(page.Document.QuerySelector(".hb-status")!));
        Assert.Equal(says, Page.Plain(Card(await visitor.Open("/services"), code).QuerySelector(".hb-status")!));
    }

    [Fact]
    public async Task A_page_that_is_kept_is_never_shown_after_the_hour_has_struck()
    {
        _service.Time.AdjustTime(DateTimeOffset.Parse("2026-06-02T03:59:59+01:00", null));
        using var visitor = _service.Visitor();
        Assert.Equal("Open now, until 4am", Page.Plain(Card(await visitor.Open("/services"), "responsive-security-patrol").QuerySelector(".hb-status")!));

        _service.Later(TimeSpan.FromSeconds(1));

        Assert.Equal("Closed, opens at 4pm", Page.Plain(Card(await visitor.Open("/services"), "responsive-security-patrol").QuerySelector(".hb-status")!));
    }

    [Fact]
    public async Task Who_is_open_stands_first_and_every_number_can_be_called()
    {
        _service.Time.AdjustTime(DateTimeOffset.Parse("2026-06-01T18:40:00+01:00", null));
        using var visitor = _service.Visitor();

        var page = await visitor.Open("/services");

        Assert.Equal(["Open now", "Write to them, or try to call", "Closed now"], page.Document.QuerySelectorAll("main h2").Select(Page.Plain));
        var called = page.Document.QuerySelectorAll("main a[href^='tel:']").Select(link => link.GetAttribute("href")!).ToHashSet();
        Assert.Equal(A.Pack.Services.SelectMany(service => service.Channels).Where(channel => channel.Kind is ChannelKind.Phone or ChannelKind.Relay).Select(channel => $"tel:{channel.Digits}").ToHashSet(), called);
        foreach (var service in A.Pack.Services)
        {
            var own = await visitor.Open($"/services/{service.Code}");
            Assert.Equal(service.Name, own.Heading);
            Assert.All(service.By(ChannelKind.Phone), phone => Assert.NotNull(own.Document.QuerySelector($"main a[href='tel:{phone.Digits}']")));
            Assert.Contains("Monday 1 July 2019", own.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fly-tipping", "", "clean-camden", true)]
    [InlineData("fly-tipping", "", "responsive-security-patrol", false)]
    [InlineData("noise", "mayford-estate", "responsive-security-patrol", true)]
    [InlineData("noise", "elm-village", "responsive-security-patrol", false)]
    [InlineData("no-such-thing", "no-such-place", "responsive-security-patrol", true)]
    public async Task What_is_happening_and_where_narrows_the_list(string what, string where, string code, bool isShown)
    {
        using var visitor = _service.Visitor();

        var page = await visitor.Open($"/services?what={what}&where={where}");

        Assert.Equal(isShown, page.Document.QuerySelector($"main a[href='/services/{code}']") is not null);
    }

    [Fact]
    public async Task Words_find_a_service_by_its_form_without_script_and_what_finds_nothing_says_what_to_do()
    {
        using var visitor = _service.Visitor();
        var page = await visitor.Send(await visitor.Open("/services"), ("words", "syringes"));
        Assert.Equal(["/services/clean-camden"], page.Document.QuerySelectorAll("main h3 a").Select(link => link.GetAttribute("href")));

        page = await visitor.Open("/services?words=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        Assert.Contains("No service in our list fits", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", page.Answer("words"));
    }

    [Theory]
    [InlineData("/services/no-such-service")]
    [InlineData("/services/no-such-service/wrong")]
    [InlineData("/services/no-such-service/told")]
    public async Task A_service_that_is_not_there_has_no_page(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(path)).Status);

    [Fact]
    public async Task It_is_a_press_away_from_every_public_page()
    {
        using var visitor = _service.Visitor();

        Assert.Equal("Who to contact", (await visitor.Follow(await visitor.Open("/"), "See who else you can call now")).Heading);
        Assert.NotNull((await visitor.Open("/plan")).Document.QuerySelector("header a[href='/services']"));
    }

    /// <summary>Names of what a person could be told by. An area, a channel and an organisation are none.</summary>
    [Fact]
    public void What_the_public_reads_has_no_field_for_a_person()
    {
        var fields = new[] { typeof(ListedService), typeof(ServiceChannel), typeof(ServiceArea), typeof(ServiceNow), typeof(NamedPlace), typeof(DayDrawn) }
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).ToList();

        Assert.DoesNotContain(fields, field => field.PropertyType == typeof(Guid) || field.PropertyType == typeof(Guid?) || field.Name.Contains("Member", StringComparison.Ordinal) || field.Name is "By");
    }

    private static AngleSharp.Dom.IElement Card(Page page, string code) => page.Document.QuerySelector($"main a[href='/services/{code}']")!.Closest(".hb-service")!;
}
