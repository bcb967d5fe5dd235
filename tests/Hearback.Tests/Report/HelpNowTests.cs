using Hearback.Tests.Support;

namespace Hearback.Tests.Reporting;

/// <summary>Before the details, whoever reports hears whom they can call at this hour.</summary>
public sealed class HelpNowTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task At_two_in_the_morning_the_patrol_is_named_with_its_number_and_until_when()
    {
        var help = await HelpAt(new(2026, 6, 2, 1, 0, 0, TimeSpan.Zero), "drug-use-in-the-open");

        Assert.Contains("You can also call now: Responsive Security Patrol", help, StringComparison.Ordinal);
        Assert.Contains("020 7974 4444", help, StringComparison.Ordinal);
        Assert.Contains("Open now, until 4am", help, StringComparison.Ordinal);
        Assert.Contains("Only for homes that the council manages.", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_day_they_hear_when_it_opens_what_to_call_instead_and_by_when_we_reply()
    {
        var help = await HelpAt(new(2026, 6, 2, 10, 0, 0, TimeSpan.Zero), "drug-use-in-the-open");

        Assert.Contains("Responsive Security Patrol does not answer now", help, StringComparison.Ordinal);
        Assert.Contains("Closed, opens at 4pm", help, StringComparison.Ordinal);
        Assert.Contains("If it cannot wait, call 101. Or leave it with us: we reply by Friday 5 June.", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_always_answers_is_named_when_nobody_is_on_duty()
    {
        Assert.Contains("You can also call now: Crimestoppers", await HelpAt(new(2026, 6, 2, 10, 0, 0, TimeSpan.Zero), "drug-dealing"), StringComparison.Ordinal);
        Assert.Contains("You can also call now: Responsive Security Patrol", await HelpAt(new(2026, 6, 2, 20, 0, 0, TimeSpan.Zero), "drug-dealing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_hours_nobody_has_told_us_is_not_said_to_be_there_now()
    {
        var help = await HelpAt(new(2026, 6, 2, 10, 0, 0, TimeSpan.Zero), "begging");

        Assert.Contains("You can also call: Routes off the Street", help, StringComparison.Ordinal);
        Assert.Contains("We do not know its hours", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drug-use-in-the-open", "elm-village")]
    [InlineData("litter", "mayford-estate")]
    public async Task Nobody_is_named_who_does_not_come_there_or_for_that(string category, string place) =>
        Assert.DoesNotContain("Responsive Security Patrol", await HelpAt(new(2026, 6, 2, 20, 0, 0, TimeSpan.Zero), category, place) ?? "", StringComparison.Ordinal);

    private async Task<string?> HelpAt(DateTimeOffset now, string category, string place = "mayford-estate")
    {
        _service.Time.SetUtcNow(now);
        var visitor = _service.Visitor();
        await _service.HoldDraft(visitor, new() { Category = category, Where = A.At(place) });
        var page = await visitor.Open("/report/when");
        Assert.Equal("/report/when", page.Path);
        return page.Document.QuerySelector(".hb-help") is { } help ? Page.Plain(help) : null;
    }
}
