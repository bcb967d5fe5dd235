using System.Text;
using MimeKit.Text;

namespace Hearback.Notices;

/// <summary>
/// The words of an email that was written as a page. They are read sign by sign and nothing is built of them, so that markup nested a
/// million times costs no more than its length.
/// </summary>
internal static class MarkupWords
{
    public static string Of(string markup)
    {
        var (text, line, quotes) = (new StringBuilder(), new StringBuilder(), 0);
        HtmlTagId? silent = null;
        var tokens = new HtmlTokenizer(new StringReader(markup));
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { IsEndTag: true } end when end.Id == silent:
                    silent = null;
                    break;
                case not null when silent is not null:
                    break;
                case HtmlTagToken { IsEndTag: false, IsEmptyElement: false, Id: HtmlTagId.Title or HtmlTagId.Style or HtmlTagId.Script } start:
                    silent = start.Id;
                    break;
                case HtmlTagToken tag:
                    Turn(tag);
                    break;
                case HtmlScriptDataToken:
                    break;
                case HtmlDataToken data:
                    Say(data.Data);
                    break;
            }
        }

        EndLine();
        return text.ToString();

        void Turn(HtmlTagToken tag)
        {
            switch (tag.Id)
            {
                case HtmlTagId.Br:
                    text.Append(Quoted(line)).Append('\n');
                    line.Clear();
                    break;
                case HtmlTagId.BlockQuote:
                    EndLine();
                    quotes = Math.Clamp(quotes + (tag.IsEndTag ? -1 : 1), 0, 3);
                    break;
                case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.Table:
                    EndLine();
                    if (text.Length > 0) { text.Append(Quoted(line)).Append('\n'); }

                    break;
                case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.HR or HtmlTagId.Pre or HtmlTagId.Section or HtmlTagId.Article:
                    EndLine();
                    break;
                case HtmlTagId.LI when !tag.IsEndTag:
                    EndLine();
                    line.Append("- ");
                    break;
                case HtmlTagId.TD or HtmlTagId.TH:
                    Say(" ");
                    break;
                case HtmlTagId.Image when tag.Attributes.FirstOrDefault(attribute => attribute.Id is HtmlAttributeId.Alt)?.Value is { } drawn:
                    Say(drawn);
                    break;
            }
        }

        void Say(string words)
        {
            foreach (var sign in words)
            {
                if (!char.IsWhiteSpace(sign)) { line.Append(sign); }
                else if (line.Length > 0 && line[^1] is not ' ') { line.Append(' '); }
            }
        }

        void EndLine()
        {
            if (line.Length > 0) { text.Append(Quoted(line)).Append('\n'); }

            line.Clear();
        }

        string Quoted(StringBuilder words) => quotes is 0 ? words.ToString() : $"{new string('>', quotes)} {words}";
    }
}
