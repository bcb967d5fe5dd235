using Hearback.Data;
using Hearback.Notices;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Hearback.Tests.Reports;

/// <summary>Pictures that come with an email.</summary>
public sealed class MailPicturesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_picture_in_an_email_is_kept_with_the_report_and_nothing_of_its_file()
    {
        Assert.Null(await _service.Take(With(Attached(APicture.OfAPhone(orientation: 6)))));

        var kept = Assert.Single(await Kept());
        var report = await Only();
        var clean = kept.Open(await _service.KeyOf(report)).Jpeg;
        Assert.Equal((report.Id, 1, 1), (kept.ReportId, kept.Number, kept.Entry));
        Assert.Equal((200, 300), SizeOf(clean));
        Assert.All(["MarkPlace"u8.ToArray(), "MarkOwner"u8.ToArray(), "MarkFilm"u8.ToArray()], mark => Assert.True(clean.AsSpan().IndexOf(mark) < 0 && kept.Sealed.Bytes.AsSpan().IndexOf(mark) < 0));
        Assert.True(kept.Sealed.Bytes.AsSpan().IndexOf(clean.AsSpan(0, 40)) < 0);
        await _service.SendNotices();
        Assert.DoesNotContain("file", Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_with_an_answer_stands_with_that_message_for_the_officer_and_the_reporter()
    {
        var (reference, id) = await GivenLetter();
        await _service.Take(With([Attached(APicture.Jpeg(30, 20))], $"In-Reply-To: <{NameOf(id)}>"));
        await _service.SendNotices();

        var report = await _service.Read(reference);
        var message = report.Thread.Single(entry => entry.Author is Author.Reporter && entry.Kind is EntryKind.Message);
        Assert.Equal((1, message.Number), Assert.Single(await Kept()) is var kept ? (kept.Number, kept.Entry) : default);
        Assert.DoesNotContain(_service.Letters.To("rosa@mail.example"), letter => letter.Subject is "About your email");

        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var page = await officer.Press(await officer.Open($"/staff/reports/{reference}"), "Open");
        Assert.Contains("The door With picture 1", page.Text, StringComparison.Ordinal);
        Hearback.Tests.Reporting.PicturesTests.IsSafe(await officer.Press(page, "Open picture 1 in a new tab"));

        var reporter = await _service.Visitor().Track(_service.Letters.To("rosa@mail.example")[^1]);
        Assert.Contains("The door With 1 picture", reporter.Text, StringComparison.Ordinal);
        Assert.Contains("You sent 1 picture. We opened one once.", reporter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_kept_is_said_in_words_with_how_many_and_why_and_without_a_name()
    {
        await _service.Take(With(Attached(APicture.Jpeg(30, 20)), Attached("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "VISIT-evil.example.jpg"), Attached("GIF89a"u8.ToArray()),
            Attached([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]), Attached(APicture.PngThatClaims(30_000, 30_000))));
        await _service.SendNotices();

        Assert.Single(await Kept());
        var letter = Assert.Single(_service.Letters.To("rosa@mail.example")).Text.ReplaceLineEndings("\n");
        Assert.Contains("""
            We have kept 1 of the 5 files that came with your email. The others we have not kept:
            - 2 files: This is not a picture that we can take. Choose a JPEG, PNG or WebP picture.
            - This picture is in the HEIC format, which we cannot read. Take a screenshot of it and choose that. For new pictures choose ‘Most Compatible’ in the camera’s settings.
            - The picture has too many pixels. Save it smaller, or take a screenshot of it, and choose that.

            On our page you can add pictures, or tell us in words what they show.
            """.ReplaceLineEndings("\n"), letter, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_are_taken_of_one_email_and_the_others_said()
    {
        await _service.Take(With([.. Enumerable.Repeat(Attached(APicture.Jpeg(8, 8)), 7)]));
        await _service.SendNotices();

        Assert.Equal([1, 2, 3, 4, 5], (await Kept()).Select(picture => picture.Number));
        Assert.Contains("- 2 files: You can send up to five pictures.", Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_takes_no_more_than_twenty_in_all_and_says_so()
    {
        var (reference, id) = await GivenLetter();
        for (var at = 0; at < 5; at++) { await _service.Take(With([.. Enumerable.Repeat(Attached(APicture.Jpeg(8, 8)), at is 4 ? 1 : 5)], $"In-Reply-To: <{NameOf(id)}>", $"Subject: Number {at}")); }

        await _service.SendNotices();

        Assert.Equal(ReportPicture.MostInAll, (await Kept()).Count);
        Assert.Equal(5, (await _service.Read(reference)).Thread.Count(entry => entry.Author is Author.Reporter && entry.Kind is EntryKind.Message));
        Assert.Contains("- A report takes up to 20 pictures in all.", _service.Letters.To("rosa@mail.example")[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_without_a_word_is_a_report_too()
    {
        var mail = AMail.Text(Convert.ToBase64String(APicture.Jpeg(), Base64FormattingOptions.InsertLineBreaks), subject: null, headers: ["Content-Type: image/jpeg; name=a.jpg", "Content-Transfer-Encoding: base64"]);

        Assert.Null(await _service.Take(mail));
        Assert.Null(await _service.Take(mail));

        var report = await Only();
        Assert.Equal("(An email without words, only with pictures.)", report.OpenTold(await _service.KeyOf(report)).Story);
        Assert.Single(await Kept());
    }

    [Fact]
    public async Task The_emblem_of_a_signature_and_a_point_that_counts_readers_are_left_out_in_silence_and_a_photo_is_not()
    {
        static string Inside(byte[] file) => $"Content-Type: image/png\r\nContent-ID: <{file.Length}>\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)}";
        var wide = Noise(900, 100);
        Assert.True(wide.Length > 20_000);
        var mail = AMail.Parts("mixed",
            "Content-Type: multipart/related; boundary=in\r\n\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>The door</p>\r\n"
            + string.Concat(new[] { APicture.Png(40, 40), wide, Noise(200, 150) }.Select(file => $"--in\r\n{Inside(file)}\r\n")) + "--in--",
            "Content-Type: image/gif\r\nContent-Disposition: inline\r\n\r\nGIF89a");

        await _service.Take(mail);
        await _service.SendNotices();

        Assert.Equal((200, 150), SizeOf(Assert.Single(await Kept()).Open(await _service.KeyOf(await Only())).Jpeg));
        Assert.DoesNotContain("We have kept", Assert.Single(_service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_stands_only_in_the_page_beside_the_plain_words_is_found()
    {
        await _service.Take(AMail.Parts("alternative", "Content-Type: text/plain\r\n\r\nThe door",
            $"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>The door</p>\r\n--in\r\n{Attached(Noise(200, 150))}\r\n--in--"));

        Assert.Single(await Kept());
    }

    [Fact]
    public async Task Two_processes_that_take_the_same_email_at_once_keep_its_picture_once()
    {
        var (_, id) = await GivenLetter();
        await using var other = await Service.StartAsync(beside: _service);
        var mail = With([Attached(APicture.Jpeg(8, 8))], $"In-Reply-To: <{NameOf(id)}>");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(at => (at % 2 is 0 ? _service : other).Take(mail)));

        Assert.Single(await Kept());
    }

    [Fact]
    public async Task Pictures_with_answers_that_come_at_once_are_all_kept()
    {
        var (_, id) = await GivenLetter();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(at => _service.Take(With([Attached(APicture.Jpeg(8, 8))], $"In-Reply-To: <{NameOf(id)}>", $"Subject: Number {at}"))));

        Assert.Equal([1, 2, 3], (await Kept()).Select(picture => picture.Number));
    }

    [Fact]
    public async Task Somebody_who_has_a_letter_of_ours_cannot_fill_a_report_without_end()
    {
        var (reference, id) = await GivenLetter();
        for (var at = 0; at < SendersByHour.MostAnHour; at++) { Assert.Null(await _service.Take(AMail.Text($"Number {at}", id: $"{at}", headers: $"In-Reply-To: <{NameOf(id)}>"))); }

        Assert.Equal(WhyAside.TooMany, await _service.Take(AMail.Text("One more", id: "more", headers: $"In-Reply-To: <{NameOf(id)}>")));

        // Whoever forges the address meanwhile takes no turn away from the reporter, nor the reporter from a report of somebody else.
        Assert.Null(await _service.Take(AMail.Text("Another thing", id: "other")));
        Assert.Equal(SendersByHour.MostAnHour, (await _service.Read(reference)).Thread.Count(entry => entry.Author is Author.Reporter && entry.Kind is EntryKind.Message));
    }

    private Task<Report> Only() => _service.With<HearbackDb, Report>(db => db.Reports.AsNoTracking().SingleAsync());

    private Task<List<ReportPicture>> Kept() => _service.With<HearbackDb, List<ReportPicture>>(db => db.ReportPictures.AsNoTracking().OrderBy(picture => picture.Number).ToListAsync());

    private async Task<(Hearback.Vault.Reference Reference, Guid Id)> GivenLetter()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.Ask("Do you have a picture of the door?", A.Officer(), desk));
        await _service.SendNotices();
        return (reference, Assert.Single(_service.Letters.To("rosa@mail.example"), one => one.Subject is "There is an update on your report").Id);
    }

    private static string NameOf(Guid id) => $"{Notice.NameOf(id):N}@hearback.example";

    private static string With(params string[] files) => AMail.Parts("mixed", ["Content-Type: text/plain; charset=utf-8\r\n\r\nThe door", .. files]);

    /// <summary>With headers in front of its own; a subject among them is the one that counts.</summary>
    private static string With(string[] files, params string[] headers) => string.Join("\r\n", [.. headers, With(files)]);

    private static string Attached(byte[] file, string name = "a.jpg") =>
        $"Content-Type: application/octet-stream; name={name}\r\nContent-Disposition: attachment; filename={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)}";

    /// <summary>A PNG that weighs as much as a photo of its size.</summary>
    private static byte[] Noise(int width, int height)
    {
        using var grey = Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar);
        return grey.Bandjoin(grey.Invert(), grey).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer();
    }

    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        using var picture = Image.NewFromBuffer(jpeg);
        return (picture.Width, picture.Height);
    }
}
