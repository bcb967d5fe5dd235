using Hearback.Directory;

namespace Hearback.Plan.Files;

/// <summary>Opens a plan's file of any kind, by what is in it and, where that does not tell, by the ending of its name.</summary>
public static class AnyPlanFile
{
    /// <summary>A plan of 10,000 rows has a fifth of it.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    public const string TooLarge = "The file must be smaller than 20 MB. Nothing of it was read";

    /// <exception cref="UnreadablePlanException">The file is empty, or larger than a plan can be.</exception>
    public static async Task<byte[]> LoadAsync(Stream file, CancellationToken stop)
    {
        using var held = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await file.ReadAsync(buffer, stop)) > 0;)
        {
            held.Write(buffer, 0, read);
            if (held.Length > MostBytes) { throw Unreadable(TooLarge); }
        }

        return held.Length > 0 ? held.ToArray() : throw Unreadable("The file is empty");
    }

    /// <exception cref="UnreadablePlanException">It is no plan that we can read.</exception>
    public static ReadPlan Read(string name, byte[] file, Pack pack, DateOnly today, IProgress<int>? progress = null)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        if (Begins(file, 0x50, 0x4B, 0x03, 0x04) || Begins(file, 0x50, 0x4B, 0x05, 0x06)) { return Word(); }

        if (Begins(file, 0xD0, 0xCF, 0x11, 0xE0)) { throw Unreadable("This is an older Word document (.doc), or one with a password: open it in Word and save it as .docx, without a password"); }

        if (Begins(file, "%PDF"u8)) { throw Unreadable("This is a PDF, whose rows cannot be told apart: import the Word document that it was made of"); }

        if (Begins(file, @"{\rtf"u8)) { throw Unreadable("This is a rich text document (.rtf): open it in Word and save it as .docx"); }

        switch (ending)
        {
            case ".docx": throw Unreadable("The Word document is broken: open it in Word and save it again");

            case ".json": return PlanJson.Read(new MemoryStream(file));
            case ".csv": return Sheet() is { } sheet ? Table(SheetDocument.Read(sheet)) : PlanCsv.Read(new MemoryStream(file));
            case ".html" or ".htm": return Table(HtmlDocument.Read(DocumentText.Decode(file)));
            case ".txt": return Text();
            default: throw Unreadable($"{(ending.Length > 0 ? $"Files that end in {ending} are" : "A file whose name has no ending is")} not read: save the plan as .docx, .html, .csv, .json or .txt");
        }

        // Our own Word document carries the plan in full; one that somebody has edited is read as people read it.
        ReadPlan Word()
        {
            var visible = WordDocument.Read(file).ToList();
            return PlanDocx.ReadEmbedded(new MemoryStream(file)) ?? Table(visible);
        }

        ReadPlan Table(IEnumerable<Block> document) => new TableReading(pack, today, progress).Read(document);

        // A spreadsheet of the six columns, in whatever signs it was saved; our own CSV is always UTF-8.
        string? Sheet() => Array.IndexOf(file, (byte)0) < 0 && DocumentText.Decode(file) is var text && SheetDocument.Is(text) ? text : null;

        ReadPlan Text()
        {
            var text = DocumentText.Decode(file);
            var start = text.AsSpan().TrimStart();
            return Table(start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
                ? HtmlDocument.Read(text)
                : DocumentText.Read(text));
        }
    }

    private static bool Begins(byte[] file, params ReadOnlySpan<byte> with) => file.AsSpan().StartsWith(with);

    private static UnreadablePlanException Unreadable(string words) => new(new FileFault(words));
}
