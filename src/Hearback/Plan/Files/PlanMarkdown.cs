using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Hearback.Plan.Files;

/// <summary>A few words of a text that are shown alike.</summary>
internal sealed record TextRun(string Words, bool Bold = false, bool Italic = false);

/// <summary>A paragraph of a text, or an entry of a list in it.</summary>
internal sealed record TextBlock(bool IsBullet, IReadOnlyList<TextRun> Runs);

/// <summary>The plan's Markdown for what is no web page. Markup that is not Markdown, HTML above all, is shown as it was written.</summary>
internal static class PlanMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static IReadOnlyList<TextBlock> Blocks(string markdown) => [.. Blocks(Markdown.Parse(FileText.Clean(markdown), Pipeline), isBullet: false)];

    /// <summary>The same without any looks, one paragraph a line.</summary>
    public static string Plain(string markdown) =>
        string.Join('\n', Blocks(markdown).Select(block => (block.IsBullet ? "• " : "") + string.Concat(block.Runs.Select(run => run.Words))));

    private static IEnumerable<TextBlock> Blocks(ContainerBlock container, bool isBullet)
    {
        foreach (var block in container)
        {
            if (block is ContainerBlock inner and not Table)
            {
                foreach (var found in Blocks(inner, isBullet || inner is ListItemBlock)) { yield return found; }
            }
            else if (block is LeafBlock leaf)
            {
                IReadOnlyList<TextRun> runs = leaf.Inline is { } inline ? [.. Runs(inline, bold: leaf is HeadingBlock, italic: false)] : [new(leaf.Lines.ToString())];
                if (runs.Any(run => !string.IsNullOrWhiteSpace(run.Words))) { yield return new(isBullet, runs); }
            }
        }
    }

    private static IEnumerable<TextRun> Runs(ContainerInline container, bool bold, bool italic)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case EmphasisInline emphasis:
                    foreach (var run in Runs(emphasis, bold || emphasis.DelimiterCount > 1, italic || emphasis.DelimiterCount is 1)) { yield return run; }

                    break;
                case LinkInline link:
                    foreach (var run in Runs(link, bold, italic)) { yield return run; }

                    if (link is { Url: { Length: > 0 } url, IsAutoLink: false }) { yield return new($" ({url})", bold, italic); }

                    break;
                case ContainerInline inner:
                    foreach (var run in Runs(inner, bold, italic)) { yield return run; }

                    break;
                case LiteralInline literal:
                    yield return new(literal.Content.ToString(), bold, italic);
                    break;
                case CodeInline code:
                    yield return new(code.Content, bold, italic);
                    break;
                case AutolinkInline address:
                    yield return new(address.Url, bold, italic);
                    break;
                case HtmlEntityInline entity:
                    yield return new(FileText.Clean(entity.Transcoded.ToString()), bold, italic);
                    break;
                case LineBreakInline:
                    yield return new("\n", bold, italic);
                    break;
            }
        }
    }
}
