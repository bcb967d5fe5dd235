using System.Text;
using Hearback.Reports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages;

/// <summary>A diary as it is shown, printed and saved, the same to its writer and to the members who handle the report.</summary>
/// <param name="Diary">The diary.</param>
/// <param name="Today">The day on which it is read.</param>
/// <param name="IsMine">Whether its writer reads it.</param>
public sealed record DiaryLog(Diary Diary, DateOnly Today, bool IsMine)
{
    /// <summary>What the file is called: nothing that tells what it is to whoever looks over a shoulder.</summary>
    public const string FileName = "log.txt";

    public int Count => Diary.Lines.Count;

    /// <summary>Works out all hashes of the file again, in order; works on Linux, and with <c>shasum -a 256</c> on a Mac.</summary>
    public string CheckCommand => $"for n in $(seq {Count}); do sed -n \"/^Entry $n\\$/,/^Hash before: /p\" {FileName} | sha256sum; done";

    /// <summary>Shows the hashes that the file says.</summary>
    public static string ShowCommand => $"grep \"^Hash: \" {FileName}";

    /// <summary>The diary as plain text, in which the bytes that were hashed stand as they are. Our own lines around them begin with #.</summary>
    public FileContentResult AsFile(IStringLocalizer<Words> words)
    {
        var file = new StringBuilder();
        string[] head =
        [
            words["Diary of report {0}, as it stood on {1}", Diary.Report, Today.InFullWithYear()],
            words["The bytes of an entry are its lines from “Entry” to “Hash before”, in UTF-8, each with one line feed at its end."],
            words["To work out all hashes again, and then to see those that are kept:"],
            CheckCommand,
            ShowCommand,
        ];
        foreach (var line in head) { Line($"# {line}"); }

        foreach (var line in Diary.Lines)
        {
            Line("");
            if (!line.IsAsWritten) { Line($"# {words["Entry {0} is not as it was written, or does not follow from the entry before", line.Number]}"); }

            if (line.Entry is not { } entry) { continue; }

            file.Append(entry.TextIn(Diary.Report));
            Line($"Hash: {entry.Hash}");
        }

        return new(Encoding.UTF8.GetBytes(file.ToString()), "text/plain; charset=utf-8") { FileDownloadName = FileName };

        // The same on every machine: what is hashed ends its lines so.
        void Line(string text) => file.Append(text).Append('\n');
    }
}
