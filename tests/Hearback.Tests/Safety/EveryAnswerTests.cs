using System.Net;
using Hearback.Tests.Support;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Safety;

public sealed class EveryAnswerTests : IAsyncLifetime
{
    private const string Marker = "Zanzibar-4711";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(adjust: builder => builder.Services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new FailingPage())));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    [InlineData("/?fail")]
    public async Task Every_page_tells_the_browser_to_ask_nobody_else_and_to_keep_nothing(string path)
    {
        var page = await _service.Visitor().Open(path);

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            Header(page, "Content-Security-Policy"));
        Assert.Equal("max-age=63072000; includeSubDomains", Header(page, "Strict-Transport-Security"));
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
        Assert.Contains("no-store", Header(page, "Cache-Control"), StringComparison.Ordinal);
        Assert.False(page.Response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_first_page_opens_and_sets_no_cookie()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Open("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Report it once. Hear back.", page.Heading);
        Assert.Empty(visitor.Cookies);
    }

    [Fact]
    public async Task An_unknown_address_is_a_plain_page_and_404()
    {
        var page = await _service.Visitor().Open("/no-such-page?name=" + Marker);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("Page not found", page.Heading);
        Assert.DoesNotContain(Marker, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_a_plain_page_whose_number_stands_in_the_log_and_leaks_nothing()
    {
        var page = await _service.Visitor().Open("/?name=" + Marker);

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("Sorry, there is a problem with the service", page.Heading);
        var number = page.Document.QuerySelector(".hb-ref")?.TextContent ?? "";
        Assert.Matches("^[2-9]{8}$", number);
        Assert.Contains($"Fault {number}", _service.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, _service.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_while_a_form_is_sent_is_the_same_plain_page()
    {
        var page = await _service.Visitor().Post("/?fail", ("Story", Marker));

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Equal("Sorry, there is a problem with the service", page.Heading);
        Assert.DoesNotContain(Marker, _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_first_page_is_made_of_is_ours_and_may_be_kept()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Open("/");
        var parts = page.Document.QuerySelectorAll("link[href], script[src], img[src]")
            .Select(part => part.GetAttribute("href") ?? part.GetAttribute("src")!).Where(path => !path.StartsWith('#')).ToList();

        Assert.Contains(parts, path => path.EndsWith(".css", StringComparison.Ordinal));
        Assert.All(parts, path => Assert.StartsWith("/", path, StringComparison.Ordinal));
        foreach (var path in parts.Where(path => path.EndsWith(".css", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal)))
        {
            var part = await visitor.Open(path);
            Assert.Equal(HttpStatusCode.OK, part.Status);
            Assert.Matches(@"\.[a-z0-9]{10}\.", path);
            // A year, once it is published; until then the browser asks whether it changed.
            Assert.Equal("no-cache", Header(part, "Cache-Control"));
        }
    }

    private static string Header(Page page, string name) => page.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    /// <summary>A page that breaks, and whose fault repeats what somebody wrote.</summary>
    private sealed class FailingPage : IAuthorizationFilter, IOrderedFilter
    {
        public int Order => int.MinValue;

        public void OnAuthorization(AuthorizationFilterContext context)
        {
            if (context.HttpContext.Request is { Path.Value: "/", QueryString.HasValue: true } request) { throw new InvalidOperationException($"It broke at {request.QueryString} {Marker}"); }
        }
    }
}
