using System.Text.RegularExpressions;
using Hearback.Directory;
using Hearback.Plan.Files;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Hearback.Plan;

/// <summary>
/// The texts of one page of the plan, from Markdown to HTML in which nothing can run: HTML in the text is shown as it was typed, and a link
/// leads to a web page, a mailbox or a phone, or is no link. Phone numbers, mail and web addresses become links, and a term that is
/// explained is written out where it first stands on the page. What the directory knows leads to its page there, once on a page: a service by its
/// name, or beside its number or address.
/// </summary>
public sealed partial class PlanText(IEnumerable<PlanTerm> terms, IReadOnlyList<ListedService>? services = null)
{
    private const int LongestName = 120;
    private const int KnownToAll = 3; // Nobody has to be told whose number 999 is.
    private const string LinkClass = "govuk-link govuk-link--no-visited-state";
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().DisableHeadings().Build();

    // An abbreviation is written out; a word such as "cuckooing" has its page.
    private readonly Dictionary<string, PlanTerm> _unexplained = terms.Where(term => term.Term.Count(char.IsUpper) > 1 && !term.Term.Contains(' ')).DistinctBy(term => term.Term).ToDictionary(term => term.Term);

    private readonly HashSet<ListedService> _unlinked = [.. services ?? []];

    // The longest first, so that "Safer Neighbourhood Team" is not found as something shorter.
    private readonly Regex? _names = services is { Count: > 0 }
        ? new Regex($@"(?<![\w-])(?:{string.Join('|', services.Select(service => service.Name).OrderByDescending(name => name.Length).Select(Regex.Escape))})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
        : null;

    /// <summary>HTML of block elements: paragraphs and lists.</summary>
    public string Html(string markdown)
    {
        var text = Markdown.Parse(markdown, Pipeline);
        // <https://...> becomes plain words first, which come alive again below if they may.
        foreach (var auto in text.Descendants<AutolinkInline>().ToList()) { auto.ReplaceBy(new LiteralInline(auto.Url)); }

        foreach (var link in text.Descendants<LinkInline>().ToList()) { MakeHarmless(link); }

        foreach (var literal in text.Descendants<LiteralInline>().Where(literal => literal.FindParentOfType<LinkInline>().FirstOrDefault() is null).ToList()) { MakeAlive(literal); }

        return text.ToHtml(Pipeline);
    }

    /// <summary>The words alone.</summary>
    public static string Plain(string markdown) => Markdown.ToPlainText(markdown, Pipeline).Trim();

    /// <summary>The words as a text without looks: a paragraph a line, entries of lists behind a dot, and where a link leads in brackets.</summary>
    public static string Readable(string markdown) => PlanMarkdown.Plain(markdown);

    /// <summary>The words alone, as far as a letter needs them to say what it is about.</summary>
    public static string Beginning(string markdown) => Plain(markdown) is var plain && plain.Length > LongestName ? $"{plain[..LongestName]}…" : plain;

    private static void MakeHarmless(LinkInline link)
    {
        if (!link.IsImage && Uri.TryCreate(link.Url, UriKind.Absolute, out var to) && to.Scheme is "https" or "http" or "mailto" or "tel")
        {
            link.GetAttributes().AddClass(LinkClass);
            return;
        }

        // A picture would be asked of somebody else's server; its words stay.
        foreach (var inside in link.ToList())
        {
            inside.Remove();
            link.InsertBefore(inside);
        }

        link.Remove();
    }

    private void MakeAlive(LiteralInline literal)
    {
        var words = literal.Content.ToString();
        var written = 0;
        foreach (var match in Alive().Matches(words).Concat(_names?.Matches(words) ?? Enumerable.Empty<Match>()).OrderBy(match => match.Index))
        {
            if (match.Index < written || Living(match, words) is not { } inlines) { continue; }

            literal.InsertBefore(new LiteralInline(words[written..match.Index]));
            foreach (var inline in inlines) { literal.InsertBefore(inline); }

            written = match.Index + match.Length;
        }

        if (written is 0) { return; }

        literal.InsertBefore(new LiteralInline(words[written..]));
        literal.Remove();
    }

    private IEnumerable<Inline>? Living(Match match, string words)
    {
        if (match.Groups["phone"].Success && string.Concat(match.Value.Where(sign => char.IsAsciiDigit(sign) || sign is '+')) is var digits)
        {
            return [Link($"tel:{digits}", match.Value), .. Beside(words, channel => channel.Kind is ChannelKind.Phone && channel.Digits == digits && digits.Length > KnownToAll)];
        }

        if (match.Groups["mail"].Success)
        {
            return [Link($"mailto:{match.Value}", match.Value), .. Beside(words, channel => channel.Kind is ChannelKind.Email && string.Equals(channel.To, match.Value, StringComparison.OrdinalIgnoreCase))];
        }

        if (match.Groups["web"].Success && (match.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? match.Value : $"https://{match.Value}") is var address)
        {
            return [Link(address, match.Value), .. Beside(words, channel => channel.Kind is ChannelKind.Web or ChannelKind.App && string.Equals(channel.To, address, StringComparison.OrdinalIgnoreCase))];
        }

        if (services?.FirstOrDefault(service => string.Equals(service.Name, match.Value, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return _unlinked.Remove(named) ? [Link($"/services/{named.Code}", match.Value)] : null;
        }

        if (!_unexplained.Remove(match.Groups["term"].Value, out var term)) { return null; }

        return services?.FirstOrDefault(service => service.Name == term.Means) is { } meant && _unlinked.Remove(meant)
            ? [new LiteralInline($"{match.Value} ("), Link($"/services/{meant.Code}", term.Means), new LiteralInline(")")]
            : [new LiteralInline($"{match.Value} ({term.Means})")];
    }

    /// <summary>
    /// Whose number it is, in brackets. When several have the number, it is the one that the text speaks of. Nothing when that cannot be told, or when
    /// the page has led to it already, or does so by its name.
    /// </summary>
    private IEnumerable<Inline> Beside(string words, Func<ServiceChannel, bool> isIt)
    {
        // A channel with a name of its own leads to the service through another one.
        var known = (services ?? []).Where(service => service.Channels.Any(channel => channel.Name is null && isIt(channel))).ToList();
        if (known.Count > 1) { known = [.. known.Where(service => service.Also.Prepend(service.Name).Any(name => Says(words, name)))]; }

        return known is [var service] && !Says(words, service.Name) && _unlinked.Remove(service) ? [new LiteralInline(" ("), Link($"/services/{service.Code}", service.Name), new LiteralInline(")")] : [];
    }

    private static bool Says(string words, string name) => Regex.IsMatch(words, $@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static LinkInline Link(string to, string words)
    {
        var link = new LinkInline(to, "");
        link.AppendChild(new LiteralInline(words));
        link.GetAttributes().AddClass(to.StartsWith("tel:", StringComparison.Ordinal) ? $"{LinkClass} hb-nowrap" : LinkClass);
        return link;
    }

    /// <summary>999, 101, 020 7974 4444, 0800 555111; name@place.example; www.place.example/page, https://place.example; RSP, TRAs, CPO's.</summary>
    [GeneratedRegex("""
        (?<phone>(?<![\w£.,:/+-])(?:999|101|105|111|112|0[0-9]{2,4}(?:[ \u00A0][0-9]{3,6}){1,2})(?![\w%/-]|[.,][0-9]))
        |(?<mail>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
        |(?<web>(?<![\w@.])(?:https?://|www\.)[^\s<>"'()]*[^\s<>"'().,;:!?])
        |(?<![\w-])(?<term>[A-Z][A-Za-z]*?[A-Z])(?:['’]?s)?(?![\w-])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Alive();
}
