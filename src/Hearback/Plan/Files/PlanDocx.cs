using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan.Files;

/// <summary>
/// The plan as the Word document that the partnership knows: six columns on A4 landscape. The plan itself lies in it too, for reading it back,
/// together with a fingerprint of the text that people see: once somebody has edited that in Word, it is no longer taken for the same plan.
/// </summary>
public static class PlanDocx
{
    private const string Namespace = "urn:hearback:plan:1";
    private const string Root = "plan";
    private const string Fingerprint = "text";
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const long MostCharacters = 60_000_000;

    /// <param name="edition">What is written.</param>
    /// <param name="stream">Where it goes.</param>
    /// <param name="words">Puts headings into the reader's language.</param>
    public static void Write(Edition edition, Stream stream, IStringLocalizer words)
    {
        using var held = new MemoryStream();
        using (var document = WordprocessingDocument.Create(held, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            new PlanDocument(edition, words).Into(document, main);
            Embed(edition, main);
        }

        held.Position = 0;
        held.CopyTo(stream);
    }

    /// <summary>The plan that lies in the document; null when none does, or when its visible text is not what was written with it.</summary>
    /// <exception cref="UnreadablePlanException">The file is no Word document, or too large.</exception>
    public static ReadPlan? ReadEmbedded(Stream stream)
    {
        using var held = new MemoryStream(FileText.ReadBytes(stream));
        try
        {
            using var zip = new ZipArchive(held, ZipArchiveMode.Read);
            var document = zip.Entries.FirstOrDefault(entry => Is(entry, "word/document.xml")) ?? throw NotWord();
            if (Embedded(zip) is not { } embedded) { return null; }

            using var opened = document.Open();
            return embedded.Text == FingerprintOf(opened) ? PlanJson.Read(embedded.Json) : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException)
        {
            throw NotWord();
        }
        catch (XmlException)
        {
            throw new UnreadablePlanException(new FileFault("The Word document is damaged, or larger inside than any plan"));
        }

        static UnreadablePlanException NotWord() => new(new FileFault("The file is not a Word document: save it as .docx and try again"));
    }

    private static void Embed(Edition edition, MainDocumentPart main)
    {
        string text;
        using (var written = main.GetStream(FileMode.Open, FileAccess.Read)) { text = FingerprintOf(written); }

        using var json = new MemoryStream();
        PlanJson.Write(edition, json);
        using var part = main.AddCustomXmlPart(CustomXmlPartType.CustomXml).GetStream(FileMode.Create, FileAccess.Write);
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement(Root, Namespace);
        xml.WriteAttributeString(Fingerprint, text);
        xml.WriteString(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
        xml.WriteEndElement();
    }

    private static (string Text, string Json)? Embedded(ZipArchive zip)
    {
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("customXml/", StringComparison.OrdinalIgnoreCase) && entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
        {
            using var opened = entry.Open();
            using var xml = Reader(opened);
            if (xml.MoveToContent() is XmlNodeType.Element && xml.LocalName is Root && xml.NamespaceURI is Namespace)
            {
                return (xml.GetAttribute(Fingerprint) ?? "", xml.ReadElementContentAsString());
            }
        }

        return null;
    }

    /// <summary>
    /// Of the words that somebody sees, paragraph by paragraph. How they are cut into runs, and their spaces, differ each time that Word saves.
    /// Read as it flows by, so that neither a deep nor a huge document does harm.
    /// </summary>
    private static string FingerprintOf(Stream document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var xml = Reader(document);
        var paragraph = new StringBuilder();
        var isText = false;
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Element && xml.NamespaceURI is Word)
            {
                isText = xml.LocalName is "t" or "delText" && !xml.IsEmptyElement;
                if (xml.LocalName is "tab" or "br" or "cr") { paragraph.Append(' '); }
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && isText) { paragraph.Append(xml.Value); }
            else if (xml.NodeType is XmlNodeType.EndElement && xml.NamespaceURI is Word)
            {
                isText = false;
                if (xml.LocalName is "p" or "tc" or "tr") { Flush(xml.LocalName); }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Flush(string what)
        {
            var words = string.Join(' ', paragraph.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            paragraph.Clear();
            if (words.Length > 0 || what is not "p") { hash.AppendData(Encoding.UTF8.GetBytes($"{words}\n{(what is "p" ? "" : what)}\n")); }
        }
    }

    private static XmlReader Reader(Stream stream) => XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MostCharacters, XmlResolver = null });

    private static bool Is(ZipArchiveEntry entry, string name) => string.Equals(entry.FullName, name, StringComparison.OrdinalIgnoreCase);
}
