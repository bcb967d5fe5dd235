using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests.Support;

/// <summary>Somebody at a real browser, of whom we note whom the browser asked for anything and of what it complained.</summary>
public sealed class BrowserVisitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    private BrowserVisitor(IBrowserContext context, IPage page, bool script)
    {
        _context = context;
        Page = page;
        HasScript = script;
        context.Request += (_, request) => _asked.Enqueue(request.Url);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") { _complaints.Enqueue(message.Text); }
        };
        page.PageError += (_, fault) => _complaints.Enqueue(fault);
    }

    public IPage Page { get; }

    /// <summary>Whether pages may run script at this browser.</summary>
    public bool HasScript { get; }

    /// <summary>The hosts that the browser asked for anything.</summary>
    public IEnumerable<string> HostsAsked => _asked.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Select(url => new Uri(url).Authority).Distinct();

    /// <summary>Faults of scripts, parts that did not load and all that a header forbade.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public static async Task<BrowserVisitor> OfAsync(IBrowserContext context, bool script) => new(context, await context.NewPageAsync(), script);

    public Task Open(string path) => Page.GotoAsync(path);

    public Task<IReadOnlyList<BrowserContextCookiesResult>> Cookies() => _context.CookiesAsync();

    /// <summary>The page can be used by everybody, as far as a program can tell, and is no wider than the window.</summary>
    public async Task ShouldBeUsable()
    {
        var found = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });

        Assert.Empty(found.Violations.SelectMany(rule => rule.Nodes.Where(node => !IsOfGovUk(rule.Id, node.Html)).Select(node => $"{Page.Url}: {rule.Id}: {rule.Help}: {node.Html}")));
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{Page.Url} is wider than the window");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    // GOV.UK Frontend's own script gives a choice that opens another question the attribute aria-expanded, which axe does not expect there.
    // It was tested with screen readers: https://github.com/alphagov/govuk-frontend/issues/979
    private static bool IsOfGovUk(string rule, string html) =>
        rule is "aria-allowed-attr" && html.Contains("aria-expanded", StringComparison.Ordinal)
        && (html.Contains("govuk-radios__input", StringComparison.Ordinal) || html.Contains("govuk-checkboxes__input", StringComparison.Ordinal));
}
