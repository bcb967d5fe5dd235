using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Hearback.Notices;
using Hearback.Pictures;
using Hearback.Places;
using Hearback.Plan.Files;
using Hearback.Reports;
using Hearback.Tests.Plan;
using Hearback.Tests.Support;
using Hearback.Vault;
using MimeKit;

namespace Hearback.Tests.Fuzz;

/// <summary>
/// Every reader of bytes from outside meets bytes that are wrong: it reads them or refuses them in words, and soon. A second each, or as many
/// as <c>HEARBACK_TEST_FUZZ_SECONDS</c> says. What once broke a reader is kept in the folder <c>corpus</c> and tried first for ever after.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Seconds = int.Parse(Environment.GetEnvironmentVariable("HEARBACK_TEST_FUZZ_SECONDS") ?? "1", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly string Corpus = Path.Combine(Repository.Root, "tests", "Hearback.Tests", "Fuzz", "corpus");

    [Theory]
    [InlineData("plan.csv")]
    [InlineData("plan.json")]
    [InlineData("plan.html")]
    [InlineData("plan.txt")]
    [InlineData("plan.docx")]
    public void A_plan(string name)
    {
        string[][] rows = PlanTables.Lights;
        byte[] seed = Path.GetExtension(name) switch
        {
            ".csv" => PlanTables.Csv(',', rows),
            ".html" => PlanTables.Html(rows),
            ".docx" => PlanTables.Word(rows),
            ".json" => """{"format":"hearback-plan","version":1,"title":"Plan","concerns":[{"id":"lights","asked":"More light","actions":[{"id":"lamps","what":"Lamps","kind":"action","targetDate":"2026-09-01","updates":[{"on":"2026-06-01","words":"Begun"}]}]}]}"""u8.ToArray(),
            _ => PlanTables.Text(rows),
        };
        Run(name, [seed], bytes => AnyPlanFile.Read(name, bytes, A.Pack, new(2026, 6, 1)));
    }

    [Fact]
    public void A_picture() => Run("picture", [APicture.OfAPhone(), APicture.Png(40, 30), APicture.WebP(40, 30)], bytes =>
    {
        Hearback.Pictures.PictureFile.Check(bytes);
        Pixels.DrawAnew(bytes, lowest: 0);
    });

    [Fact]
    public void An_email() => Run("mail",
    [
        Encoding.UTF8.GetBytes(AMail.Text("> They deal on our stairs\r\n\r\nStill true.\r\n-- \r\nRosa")),
        Encoding.UTF8.GetBytes(AMail.Parts("alternative", "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt =91is=92", "Content-Type: text/html\r\n\r\n<p>It <b>is</b> &amp; was<br>so</p>")),
    ], bytes =>
    {
        MimeMessage mail;
        try
        {
            mail = AMail.Read(bytes);
        }
        catch (FormatException)
        {
            // As Inbox takes it: it is put aside as unreadable.
            return;
        }

        var arrived = new ArrivedMail(mail);
        _ = (arrived.Sender, arrived.WhyNobodyWaits("hearback@hearback.example", "texts.example"), arrived.Answers.Count());
        OwnWords.WithoutSignature(MailWords.Of(mail).Text);
    });

    [Fact]
    public void What_the_map_is_drawn_of() => Run("geojson",
        ["""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"street","name":"Ossulston Street"},"geometry":{"type":"LineString","coordinates":[[-0.13,51.53],[-0.131,51.531]]}}]}"""u8.ToArray()],
        bytes => GeoJson.Read(Encoding.UTF8.GetString(bytes)));

    [Fact]
    public void What_people_type_and_what_browsers_send_back() => Run("typed", [.. new[] { Reference.New().Value, AccessCode.New().Reveal(), LinkToken.New().Reveal(), DraftTicket.New().Reveal(), "NW1 1AA" }.Select(Encoding.UTF8.GetBytes)], bytes =>
    {
        var typed = Encoding.UTF8.GetString(bytes);
        _ = (Reference.Read(typed), AccessCode.Read(typed), LinkToken.Read(typed), DraftTicket.Read(typed), Postcode.Read(typed));
    });

    /// <summary>First what broke it once, then as many mutations as there is time for.</summary>
    private static void Run(string kind, IReadOnlyList<byte[]> seeds, Action<byte[]> read)
    {
        var kept = Path.Combine(Corpus, kind) is var folder && System.IO.Directory.Exists(folder) ? System.IO.Directory.EnumerateFiles(folder).Select(File.ReadAllBytes).ToList() : [];
        seeds = [.. kept, .. seeds];
        foreach (var seed in seeds) { Try(seed); }

        Mutations.Of(seeds).Sample(Try, time: Seconds, threads: 1, print: bytes => Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, 300))));

        void Try(byte[] bytes)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                read(bytes);
            }
            catch (RefusedException)
            {
                // In words, which is all that is asked.
            }
            catch (Exception fault)
            {
                Keep(kind, bytes);
                throw new InvalidOperationException($"A reader broke: {fault.GetType().Name}. Its bytes are in the corpus now.", fault);
            }

            var took = Stopwatch.GetElapsedTime(begun);
            if (took <= Longest) { return; }

            Keep(kind, bytes);
            throw new InvalidOperationException($"A reader took {took.TotalSeconds:0} seconds. Its bytes are in the corpus now.");
        }
    }

    private static void Keep(string kind, byte[] bytes)
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(Corpus, kind)).FullName;
        File.WriteAllBytes(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))), bytes);
    }
}
