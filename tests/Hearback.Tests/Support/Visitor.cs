using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Hearback.Tests.Support;

/// <summary>
/// Somebody at a browser without script: opens pages, follows where they lead, keeps cookies, and can fill in only
/// what is on the page.
/// </summary>
public sealed class Visitor : IDisposable
{
    private static readonly Uri Home = new("https://localhost/");
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _browser;

    public Visitor(HttpMessageHandler service)
    {
        var cookies = new CookieContainerHandler(_cookies) { InnerHandler = service };
        _browser = new HttpClient(new RedirectHandler(maxRedirects: 5) { InnerHandler = cookies }) { BaseAddress = Home };
    }

    /// <summary>The names and values of the cookies that the browser holds.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies.GetAllCookies().ToDictionary(cookie => cookie.Name, cookie => cookie.Value);

    /// <summary>What the browser says of itself with everything that it asks for.</summary>
    public void Says(string header, string value) => _browser.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

    /// <summary>Puts a cookie into the browser.</summary>
    public void Hold(string name, string value) => _cookies.Add(Home, new Cookie(name, value) { Secure = true, Path = "/" });

    public async Task<Page> Open(string path) => await Page.Of(await _browser.GetAsync(new Uri(Home, path), TestContext.Current.CancellationToken));

    /// <summary>Fills in the form on the page, whose other answers stay as they are, and presses its button.</summary>
    public Task<Page> Send(Page page, params (string Field, string Value)[] answers) => Submit(page, button: null, answers);

    /// <summary>Fills in the form on the page and presses the button with these words on it.</summary>
    public Task<Page> Press(Page page, string button, params (string Field, string Value)[] answers) => Submit(page, button, answers);

    /// <summary>Sends what no page asked for.</summary>
    public async Task<Page> Post(string path, params (string Field, string Value)[] fields) =>
        await Page.Of(await _browser.PostAsync(new Uri(Home, path), Encode(fields), TestContext.Current.CancellationToken));

    /// <summary>Sends what no page offered, with the token of a page that anybody may open.</summary>
    public async Task<Page> Forge(string path, params (string Field, string Value)[] fields)
    {
        var page = await Open("/track/new-link");
        return await Post(path, [.. fields, (Page.Token, page.Document.QuerySelector($"input[name={Page.Token}]")!.GetAttribute("value")!)]);
    }

    /// <summary>Chooses a file in the form of a page, and sends it.</summary>
    public async Task<Page> Upload(Page page, string field, string name, byte[] file)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(file), field, name);
        form.Add(new StringContent(page.Answer(Page.Token)!), Page.Token);
        return await Page.Of(await _browser.PostAsync(page.Address, form, TestContext.Current.CancellationToken));
    }

    /// <summary>Chooses files in the form of a page, which goes in the order of the page, and presses its button with these words.</summary>
    public Task<Page> Choose(Page page, string button, params (string Name, byte[] File)[] files) => Choose(page, button, [], files);

    /// <summary>The same, with words in the other boxes of the form.</summary>
    public async Task<Page> Choose(Page page, string button, (string Field, string Value)[] answers, params (string Name, byte[] File)[] files)
    {
        var form = page.Document.QuerySelector<IHtmlInputElement>("main input[type=file]")?.Form ?? throw new InvalidOperationException($"There is no form with files on {page.Path} ({page.Text}).");
        var pressed = Buttons(form).Single(b => Page.Plain(b) == button);
        using var content = new MultipartFormDataContent();
        foreach (var control in form.QuerySelectorAll("input[name], textarea[name], button[name]"))
        {
            var name = control.GetAttribute("name")!;
            if (control is IHtmlInputElement { Type: "file" })
            {
                foreach (var (fileName, file) in files)
                {
                    var part = new ByteArrayContent(file);
                    // A browser sends an empty name when none was chosen, which the library would not write.
                    part.Headers.ContentDisposition = new("form-data") { Name = name, FileName = $"\"{fileName}\"" };
                    content.Add(part);
                }
            }
            else if (control is IHtmlTextAreaElement area)
            {
                content.Add(new StringContent(answers.Where(answer => answer.Field == name).Select(answer => answer.Value).DefaultIfEmpty(area.Value).Single()), name);
            }
            else if (control is IHtmlInputElement || control == pressed)
            {
                content.Add(new StringContent(control.GetAttribute("value")!), name);
            }
        }

        return await Page.Of(await _browser.PostAsync(new Uri(page.Address, form.GetAttribute("action")), content, TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a form of several parts as it is.</summary>
    public async Task<Page> Post(string path, MultipartFormDataContent content) => await Page.Of(await _browser.PostAsync(new Uri(Home, path), content, TestContext.Current.CancellationToken));

    /// <summary>Follows the link with these words.</summary>
    public Task<Page> Follow(Page page, string words)
    {
        var link = page.Document.QuerySelectorAll("a[href]").FirstOrDefault(a => Page.Plain(a) == words);
        Assert.True(link is not null, $"There is no link '{words}' on {page.Path}");
        return Open(new Uri(page.Address, link!.GetAttribute("href")!).PathAndQuery);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<Page> Submit(Page page, string? button, (string Field, string Value)[] answers)
    {
        var form = FindForm(page, button, answers);
        var pressed = Buttons(form).FirstOrDefault(b => button is null || Page.Plain(b) == button);
        var fields = Fill(page, form, answers);
        if (pressed?.GetAttribute("name") is { Length: > 0 } name) { fields.Add((name, pressed.GetAttribute("value") ?? "")); }

        var target = new Uri(page.Address, pressed?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? page.Address.PathAndQuery);
        if (string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)) { return await Post(target.PathAndQuery, [.. fields]); }

        var query = await Encode(fields).ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await Open($"{target.AbsolutePath}?{query}");
    }

    private static IHtmlFormElement FindForm(Page page, string? button, (string Field, string Value)[] answers)
    {
        var forms = page.Document.QuerySelectorAll<IHtmlFormElement>("main form").ToList();
        var form = forms.FirstOrDefault(f => (button is null || Buttons(f).Any(b => Page.Plain(b) == button)) && answers.All(a => Names(f).Contains(a.Field)));
        Assert.True(form is not null,
            $"{page.Path} ({(int)page.Status}) has no form with {string.Join(", ", answers.Select(a => a.Field).Append(button is null ? "a button" : $"the button '{button}'"))}. "
            + $"Its forms have: {string.Join(" | ", forms.Select(f => string.Join(", ", Names(f).Concat(Buttons(f).Select(Page.Plain)))))}");
        return form!;
    }

    private static IEnumerable<IElement> Buttons(IHtmlFormElement form) => form.QuerySelectorAll("button:not([type]), button[type=submit], input[type=submit]");

    private static IEnumerable<IElement> Controls(IHtmlFormElement form) => form.QuerySelectorAll("input[name], textarea[name], select[name]").Where(control => !control.HasAttribute("disabled"));

    private static HashSet<string> Names(IHtmlFormElement form) => [.. Controls(form).Select(control => control.GetAttribute("name")!)];

    private static List<(string Field, string Value)> Fill(Page page, IHtmlFormElement form, (string Field, string Value)[] answers)
    {
        var given = answers.ToLookup(answer => answer.Field, answer => answer.Value);
        var fields = new List<(string, string)>();
        foreach (var sameName in Controls(form).GroupBy(control => control.GetAttribute("name")!))
        {
            var values = given[sameName.Key].ToList();
            var choices = sameName.Where(control => control is IHtmlInputElement { Type: "radio" or "checkbox" }).Cast<IHtmlInputElement>().ToList();
            if (choices.Count > 0)
            {
                foreach (var value in values.Where(value => choices.All(choice => choice.Value != value)))
                {
                    Assert.Fail($"{page.Path} offers no '{value}' for {sameName.Key}, only {string.Join(", ", choices.Select(choice => choice.Value))}");
                }

                fields.AddRange((values.Count > 0 ? values : [.. choices.Where(choice => choice.IsChecked).Select(choice => choice.Value)]).Select(value => (sameName.Key, value)));
                // The hidden twin of a checkbox says "no" when the box is empty.
                fields.AddRange(sameName.OfType<IHtmlInputElement>().Where(control => control.Type is "hidden").Select(hidden => (sameName.Key, hidden.Value)));
            }
            else if (values.Count > 0)
            {
                fields.AddRange(values.Select(value => (sameName.Key, value)));
            }
            else
            {
                fields.AddRange(sameName.Select(control => (sameName.Key, Value(control))));
            }
        }

        return fields;
    }

    private static string Value(IElement control) => control switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => throw new InvalidOperationException("This is not a control."),
    };

    private static FormUrlEncodedContent Encode(IEnumerable<(string Field, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
}

/// <summary>A page as somebody sees it.</summary>
public sealed class Page
{
    internal const string Token = "__RequestVerificationToken";

    private Page(HttpResponseMessage response, string html)
    {
        Response = response;
        Html = html;
        Document = new HtmlParser().ParseDocument(html);
    }

    public HttpResponseMessage Response { get; }

    public string Html { get; }

    public IHtmlDocument Document { get; }

    public HttpStatusCode Status => Response.StatusCode;

    public Uri Address => Response.RequestMessage!.RequestUri!;

    public string Path => Address.PathAndQuery;

    public string Title => Document.Title ?? "";

    public string Heading => Document.QuerySelector("h1") is { } heading ? Plain(heading) : "";

    /// <summary>The answer as it came, when it is no page.</summary>
    public Task<byte[]> Bytes => Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    /// <summary>All that can be read in the middle of the page.</summary>
    public string Text => Document.QuerySelector("main") is { } main ? Plain(main) : "";

    /// <summary>The refusals at the head of the page, one a line; empty when there are none.</summary>
    public string ErrorSummary() => string.Join('\n', Document.QuerySelectorAll(".govuk-error-summary__list li").Select(Plain));

    /// <summary>The refusals that lead to an answer: the sentence, and the name of the answer. One that leads nowhere fails the test.</summary>
    public IReadOnlyList<(string Sentence, string Field)> Refusals()
    {
        var links = Document.QuerySelectorAll<IHtmlAnchorElement>(".govuk-error-summary__list a").ToList();
        return [.. links.Select(link => (Plain(link), NameAt(link.GetAttribute("href")!)))];

        string NameAt(string target)
        {
            var answer = Document.GetElementById(target.TrimStart('#'));
            Assert.True(answer is not null, $"The error summary of {Path} leads to {target}, which is not on the page");
            return answer!.GetAttribute("name") ?? "";
        }
    }

    /// <summary>What stands in an answer of the page's form: what is typed, or which choice is made.</summary>
    public string? Answer(string field) => Document.QuerySelectorAll($"main [name='{field}']").Select(control => control switch
    {
        IHtmlInputElement { Type: "radio" } choice => choice.IsChecked ? choice.Value : null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    }).FirstOrDefault(value => value is not null);

    internal static async Task<Page> Of(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    internal static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
