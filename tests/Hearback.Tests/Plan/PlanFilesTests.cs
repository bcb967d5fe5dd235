using System.Net;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

/// <summary>The addresses at which other programs find the plan.</summary>
public sealed class PlanFilesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/plan.json")]
    [InlineData("/plan.csv")]
    [InlineData("/plan.docx")]
    [InlineData("/plan.atom")]
    [InlineData("/plan.ics")]
    public async Task Before_the_first_edition_there_is_none(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(path)).Status);

    [Theory]
    [InlineData("/plan.json", "application/json; charset=utf-8", "action-plan-edition-1.json")]
    [InlineData("/plan.csv", "text/csv; charset=utf-8", "action-plan-edition-1.csv")]
    [InlineData("/plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "action-plan-edition-1.docx")]
    [InlineData("/plan.atom", "application/atom+xml; charset=utf-8", null)]
    [InlineData("/plan.ics", "text/calendar; charset=utf-8", "action-plan.ics")]
    public async Task Each_says_what_it_is_and_how_to_call_it(string path, string type, string? name)
    {
        await _service.Publish(Plans.Example);

        var response = (await _service.Visitor().Open(path)).Response;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(name, response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'none';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Any_edition_can_be_had_and_the_one_in_force_without_asking()
    {
        await _service.Publish(Plans.Example with { Title = "First" });
        await _service.Publish(Plans.Example with { Title = "Second" });

        Assert.Equal("Second", (await Read("/plan.json")).Title);
        Assert.Equal("First", (await Read("/plan.json?edition=1")).Title);
        Assert.Equal("Second", (await Read("/plan.json?edition=2")).Title);
        Assert.Equal("First", PlanCsv.Read(await Body("/plan.csv?edition=1")).Plan.Title);
        Assert.Equal("First", PlanDocx.ReadEmbedded(await Body("/plan.docx?edition=1"))!.Plan.Title);
    }

    [Theory]
    [InlineData("?edition=2")]
    [InlineData("?edition=0")]
    [InlineData("?edition=01")]
    [InlineData("?edition=-1")]
    [InlineData("?edition=")]
    [InlineData("?edition=one")]
    [InlineData("?edition=99999999999")]
    [InlineData("?edition=1&edition=1")]
    public async Task An_edition_that_there_is_not_is_a_plain_page_and_404(string query)
    {
        await _service.Publish(Plans.Example);

        var page = await _service.Visitor().Open("/plan.json" + query);

        Assert.Equal((HttpStatusCode.NotFound, "Page not found"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task The_feed_and_the_calendar_follow_the_editions()
    {
        await _service.Publish(Plans.Example);
        await _service.Publish(Plans.Example with { Title = "Another title" });

        Assert.Contains("/plan/editions/2</id>", (await _service.Visitor().Open("/plan.atom")).Html, StringComparison.Ordinal);
        Assert.Contains("UID:mend0001@", (await _service.Visitor().Open("/plan.ics")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_edition_is_there_the_moment_it_is_published()
    {
        await _service.Publish(Plans.Example with { Title = "First" });
        await Read("/plan.json");
        await _service.Publish(Plans.Example with { Title = "Second" });

        Assert.Equal("Second", (await Read("/plan.json")).Title);
    }

    private async Task<ActionPlan> Read(string path) => PlanJson.Read(await Body(path)).Plan;

    private async Task<Stream> Body(string path) => await (await _service.Visitor().Open(path)).Response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
}
