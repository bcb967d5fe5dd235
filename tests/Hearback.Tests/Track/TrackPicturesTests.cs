using System.Net;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Track;

/// <summary>The reporter adds pictures to a report that was sent.</summary>
public sealed class TrackPicturesTests : IAsyncLifetime
{
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Visitor _reporter = null!;
    private Hearback.Vault.Reference _reference;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = await _service.Given(_answers);
        _reporter = _service.Visitor();
        await _reporter.Track(_reference.Value, _answers.AccessCode);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Pictures_go_with_a_message_and_the_team_is_told()
    {
        var page = await _reporter.Follow(await _reporter.Open("/track/report"), "Write with pictures");

        page = await Send(page, "The lock, this morning", ("MarkName.jpg", APicture.OfAPhone()), ("2.png", APicture.Png(40, 30)));

        Assert.StartsWith("/track/report", page.Path, StringComparison.Ordinal);
        Assert.Contains("The lock, this morning With 2 pictures", page.Text, StringComparison.Ordinal);
        Assert.Contains("You sent 2 pictures.", page.Text, StringComparison.Ordinal);
        var kept = await Kept();
        Assert.Equal([(1, 2), (2, 2)], kept.Select(picture => (picture.Number, picture.Entry)));
        var key = await _service.KeyOf(await _service.Read(_reference));
        Assert.All(kept, picture => Assert.True(picture.Open(key).Jpeg.AsSpan().IndexOf("Mark"u8) < 0));
        _service.AQuarterOfAnHourPasses();
        await _service.SendNotices();
        Assert.Contains(_service.Letters.All, letter => letter.Subject is "A reporter wrote back");
    }

    [Fact]
    public async Task Nothing_is_sent_while_one_of_them_is_refused_and_the_words_stay()
    {
        var page = await Send(await _reporter.Open("/track/pictures"), "The lock", ("good.jpg", APicture.Jpeg(8, 8)), ("bad.jpg", "<svg/>"u8.ToArray()));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("‘bad.jpg’: This is not a picture that we can take. Choose a JPEG, PNG or WebP picture\nNothing is sent yet. Choose all the pictures again that you want to send", page.ErrorSummary());
        Assert.Equal("The lock", page.Answer("Message"));
        Assert.Empty(await Kept());
        Assert.Single((await _service.Read(_reference)).Thread);
    }

    [Theory]
    [InlineData(" ", true, "Say in a few words what they show", "Message")]
    [InlineData("The lock", false, "Choose a picture", "Pictures")]
    public async Task Words_and_a_picture_are_both_needed(string words, bool picture, string refusal, string field)
    {
        var page = await Send(await _reporter.Open("/track/pictures"), words, picture ? ("1.jpg", APicture.Jpeg(8, 8)) : ("", []));

        Assert.Contains((refusal, field), page.Refusals());
        Assert.Single((await _service.Read(_reference)).Thread);
    }

    [Fact]
    public async Task A_long_message_in_a_script_of_long_signs_comes_whole()
    {
        var words = string.Concat(Enumerable.Repeat("দ", Report.LongestWords));

        var page = await Send(await _reporter.Open("/track/pictures"), words, ("1.jpg", APicture.Jpeg(8, 8)));

        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_counts_once()
    {
        var page = await _reporter.Open("/track/pictures");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(page, "The lock", ("1.jpg", APicture.Jpeg(8, 8)))));

        Assert.Single(await Kept());
        Assert.Equal(2, (await _service.Read(_reference)).Thread.Count);
    }

    [Fact]
    public async Task A_report_takes_up_to_twenty_in_all()
    {
        for (var at = 0; at < 4; at++) { await Send(await _reporter.Open("/track/pictures"), $"Number {at}", [.. Enumerable.Repeat(("1.jpg", APicture.Jpeg(8, 8)), 5)]); }

        Assert.Equal(ReportPicture.MostInAll, (await Kept()).Count);
        Assert.Contains("Your report has 20 pictures, which is as many as it takes.", (await _reporter.Open("/track/pictures")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_visit_or_a_closed_report_is_led_away()
    {
        Assert.Equal("/track", (await _service.Visitor().Open("/track/pictures")).Path);
        await _service.Work(_reference, (report, desk) => report.Close(CloseReason.ActionTaken, "It is done", A.Officer(), desk));

        Assert.Equal("/track/report", (await _reporter.Open("/track/pictures")).Path);
    }

    private Task<Page> Send(Page page, string words, params (string Name, byte[] File)[] files) => _reporter.Choose(page, "Send", [("Message", words)], files);

    private Task<List<ReportPicture>> Kept() => _service.With<HearbackDb, List<ReportPicture>>(db => db.ReportPictures.AsNoTracking().OrderBy(picture => picture.Number).ToListAsync());
}
