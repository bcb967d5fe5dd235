using System.Text.RegularExpressions;

namespace Hearback.Plan.Files;

/// <summary>Writes words of a document so that Markdown shows them as they are: a star stays a star, and a tag stays four letters in brackets.</summary>
internal static partial class PlainMarkdown
{
    /// <summary>Paragraphs, and lists below the paragraph that leads to them.</summary>
    public static string Of(IEnumerable<Passage> passages)
    {
        var text = "";
        var list = false;
        foreach (var passage in passages)
        {
            if (text.Length > 0) { text += list && passage.IsItem ? "\n" : "\n\n"; }

            text += passage.IsItem ? $"- {Of(passage.Text).Replace("\n", "\n  ", StringComparison.Ordinal)}" : Of(passage.Text);
            list = passage.IsItem;
        }

        return text;
    }

    public static string Of(string words) => AtHeadOfLine().Replace(Signs().Replace(words, @"\$0"), @"$1\$2");

    // An underscore within a word, as in an address, means nothing to Markdown.
    [GeneratedRegex(@"\\(?=[!-/:-@\[-`{-~])|[*`\[]|<(?=[A-Za-z/!?])|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w{1,12};)")]
    private static partial Regex Signs();

    [GeneratedRegex(@"^(\d{1,9}(?=[.)] ))?((?<=\d)[.)]|[#>]|[+=-](?=[ =+-]|$))", RegexOptions.Multiline)]
    private static partial Regex AtHeadOfLine();
}
