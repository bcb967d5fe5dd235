using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using Hearback.Data;
using Hearback.Pictures;
using Hearback.Reports;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NetVips;

namespace Hearback.Tests.Reporting;

public sealed class PicturesTests : IAsyncLifetime
{
    private const string Pictures = "/report/pictures";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Nobody_must_send_a_picture()
    {
        var visitor = _service.Visitor();

        var page = await visitor.AnswerUpTo(Question.Pictures);
        Assert.Equal(Pictures, page.Path);
        page = await visitor.Press(page, "Continue");

        Assert.Equal("/report/effect", page.Path);
        Assert.Contains("Pictures None Change", (await Finish(visitor)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_are_shown_as_they_will_be_sent_and_can_be_removed()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Pictures);

        page = await visitor.Choose(page, "Add", ("IMG_1.jpg", APicture.OfAPhone(orientation: 6)), ("IMG_2.png", APicture.Png(40, 30)));

        Assert.Equal((HttpStatusCode.OK, Pictures), (page.Status, page.Path));
        Assert.Equal([(200, 300), (40, 30)], await Task.WhenAll(Shown(page).Select(address => Size(visitor, address))));
        page = await visitor.Press(page, "Remove picture 1");
        Assert.Equal([(40, 30)], await Task.WhenAll(Shown(page).Select(address => Size(visitor, address))));
        page = await visitor.Press(page, "Remove picture 2");
        Assert.Empty(Shown(page));
        Assert.Equal(0, await Drafted());
    }

    [Fact]
    public async Task Whoever_chose_a_picture_and_pressed_Continue_has_sent_it_too()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Continue", ("IMG_1.jpg", APicture.Jpeg()));

        Assert.Equal("/report/effect", page.Path);
        Assert.Single(Shown(await visitor.Open(Pictures)));
    }

    [Fact]
    public async Task Pictures_go_with_the_report_and_the_draft_keeps_none()
    {
        var visitor = _service.Visitor();
        await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg(30, 20)), ("2", APicture.Jpeg(50, 20)));
        var check = await Finish(visitor);
        Assert.Contains("2 pictures", check.Text, StringComparison.Ordinal);

        var sent = await visitor.SendReport(check);

        Assert.Equal(0, await Drafted());
        Assert.Equal(sent.Reference(), (await visitor.SendReport(check)).Reference());
        var report = await _service.Read(sent.Reference().AsReference());
        var key = await _service.KeyOf(report);
        var kept = await _service.With<HearbackDb, List<ReportPicture>>(db => db.ReportPictures.AsNoTracking().OrderBy(picture => picture.Number).ToListAsync());
        Assert.Equal([(1, 30), (2, 50)], kept.Select(picture => (picture.Number, Image.NewFromBuffer(picture.Open(key).Jpeg).Width)));
        Assert.All(kept, picture => Assert.Equal(report.Id, picture.ReportId));
    }

    [Fact]
    public async Task Pressing_Send_many_times_at_once_sends_each_picture_once()
    {
        var visitor = _service.Visitor();
        await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg(30, 20)), ("2", APicture.Jpeg(50, 20)));
        var check = await Finish(visitor);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SendReport(check)));

        Assert.Equal(2, await _service.With<HearbackDb, int>(db => db.ReportPictures.CountAsync()));
    }

    [Fact]
    public async Task A_picture_is_never_stored_as_it_was_nor_in_clear()
    {
        var visitor = _service.Visitor();
        var page = await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("MarkName.jpg", APicture.OfAPhone()));
        var clean = await (await visitor.Open(Shown(page)[0])).Bytes;
        await visitor.SendReport(await Finish(visitor));

        var stored = await Stored();

        Assert.True(stored.Length > clean.Length);
        Assert.All(["MarkPlace"u8.ToArray(), "MarkNotes"u8.ToArray(), "MarkThumbnail"u8.ToArray(), "MarkFilm"u8.ToArray(), "MarkName"u8.ToArray(), clean[..40], clean[^40..]], part => Assert.True(stored.AsSpan().IndexOf(part) < 0));
        Assert.DoesNotContain("MarkName", _service.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_to_five_are_taken_and_the_sixth_is_refused_in_words()
    {
        var visitor = _service.Visitor();
        var small = APicture.Jpeg(8, 8);

        var page = await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", [.. Enumerable.Range(1, 6).Select(number => ($"{number}.jpg", small))]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("‘6.jpg’: You can send up to five pictures", page.ErrorSummary());
        Assert.Equal(5, Shown(page).Count);
        Assert.Null(page.Document.QuerySelector("input[type=file]"));
        page = await visitor.Press(page, "Remove picture 3");
        page = await visitor.Choose(page, "Add", ("3.jpg", small));
        Assert.Equal(5, Shown(page).Count);
    }

    [Fact]
    public async Task Two_who_add_at_the_same_time_never_keep_more_than_five()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Pictures);
        var small = APicture.Jpeg(8, 8);

        await Task.WhenAll(Enumerable.Range(1, 3).Select(_ => visitor.Choose(page, "Add", ("1", small), ("2", small), ("3", small))));

        Assert.InRange(await Drafted(), 3, 5);
        await visitor.SendReport(await Finish(visitor));
        Assert.InRange(await _service.With<HearbackDb, int>(db => db.ReportPictures.CountAsync()), 3, 5);
    }

    [Fact]
    public async Task Of_several_files_the_good_ones_are_kept_and_the_others_named()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Pictures);

        page = await visitor.Choose(page, "Continue", ("good.jpg", APicture.Jpeg()), ("drawing.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()), ("large.jpg", [.. APicture.Jpeg(), .. new byte[CleanPictures.LongestFile]]));

        Assert.Equal((HttpStatusCode.BadRequest, Pictures), (page.Status, page.Path));
        Assert.Equal("‘drawing.jpg’: This is not a picture that we can take. Choose a JPEG, PNG or WebP picture\n‘large.jpg’: The picture must be smaller than 15 MB", page.ErrorSummary());
        Assert.All(page.Refusals(), refusal => Assert.Equal("Pictures", refusal.Field));
        Assert.Single(Shown(page));
    }

    [Fact]
    public async Task Adding_without_having_chosen_any_says_so()
    {
        var visitor = _service.Visitor();

        var page = await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("", []));

        Assert.Equal(("Choose a picture, then press Add", "Pictures"), Assert.Single(page.Refusals()));
    }

    [Fact]
    public async Task A_picture_that_was_on_its_way_when_the_draft_went_is_refused_and_not_kept()
    {
        var ticket = DraftTicket.New();
        using var clean = new CleanPictures();
        var picture = await clean.CleanAsync(APicture.Jpeg(8, 8), TestContext.Current.CancellationToken);
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers()));
        _service.Time.Advance(TimeSpan.FromHours(2));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => _service.With<DraftPictures>(pictures => pictures.AddAsync(ticket, picture)));

        Assert.Equal("It is more than two hours since your last answer, so your answers are deleted. Start again", refused.Message);
        Assert.Equal(0, await Drafted());
    }

    [Fact]
    public async Task A_form_without_our_token_before_its_files_is_refused_and_nothing_is_kept()
    {
        var visitor = _service.Visitor();
        var token = (await visitor.AnswerUpTo(Question.Pictures)).Answer(Page.Token)!;
        using var none = new MultipartFormDataContent { { new ByteArrayContent(APicture.Jpeg()), "Pictures", "1.jpg" } };
        using var after = new MultipartFormDataContent { { new ByteArrayContent(APicture.Jpeg()), "Pictures", "1.jpg" }, { new StringContent(token), Page.Token } };

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post(Pictures, none)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post(Pictures, after)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post($"{Pictures}?handler=Remove&number=1")).Status);
        Assert.Equal(0, await Drafted());
    }

    [Fact]
    public async Task A_preview_is_for_the_browser_that_sent_it_and_runs_nothing()
    {
        var visitor = _service.Visitor();
        var address = Shown(await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg())))[0];

        IsSafe(await visitor.Open(address));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(address.Replace("number=1", "number=2", StringComparison.Ordinal))).Status);
        var other = _service.Visitor();
        Assert.Equal("/report/what", (await other.Open(address)).Path);
        await other.AnswerUpTo(Question.Pictures);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(address)).Status);
    }

    [Fact]
    public async Task They_are_gone_two_hours_after_the_last_answer_and_then_deleted()
    {
        var visitor = _service.Visitor();
        var address = Shown(await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg())))[0];

        _service.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("/report/what", (await visitor.Open(address)).Path);

        _service.Time.Advance(TimeSpan.FromHours(1));
        await _service.With<ReportDrafts, int>(drafts => drafts.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await Drafted());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_or_starting_again_deletes_them(bool leaves)
    {
        var visitor = _service.Visitor();
        await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg()));
        Assert.Equal(1, await Drafted());

        if (leaves) { await visitor.Open("/exit"); } else { await visitor.Press(await visitor.Open("/report"), "Start again"); }

        for (var left = 100; left > 0 && await Drafted() > 0; left--) { await Task.Delay(20, TestContext.Current.CancellationToken); }

        Assert.Equal(0, await Drafted());
    }

    [Fact]
    public async Task The_reporter_sees_how_many_were_sent_and_opens_them_while_the_visit_lasts()
    {
        var (reference, code) = await Sent();
        var reporter = _service.Visitor();

        var page = await reporter.Track(reference, code);

        Assert.Contains("You sent 1 picture. Nobody has opened them yet.", page.Text, StringComparison.Ordinal);
        var address = page.Document.QuerySelector("#pictures-h ~ ul a")!.GetAttribute("href")!;
        IsSafe(await reporter.Open(address));
        Assert.Equal(HttpStatusCode.NotFound, (await reporter.Open(address.Replace("number=1", "number=2", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Visitor().Open(address)).Status);
        await reporter.Press(page, "Close this report on this device");
        Assert.Equal(HttpStatusCode.NotFound, (await reporter.Open(address)).Status);
    }

    [Fact]
    public async Task A_service_that_gets_too_many_pictures_says_so_and_takes_the_report_without()
    {
        await using var busy = await Service.StartAsync(adjust: builder => builder.Configuration["Safety:PicturesAMinute"] = "1");
        var visitor = busy.Visitor();

        var page = await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg()), ("2", APicture.Jpeg()));

        Assert.Equal("‘2’: Many people are sending pictures just now. Wait a minute, or go on without them", page.ErrorSummary());
        Assert.Single(Shown(page));
        await visitor.SendReport(await Finish(visitor));
    }

    [Fact]
    public async Task A_report_without_pictures_asks_the_store_for_none()
    {
        var asked = new Asked();
        await using var service = await Service.StartAsync(adjust: builder =>
        {
            builder.Services.ConfigureDbContext<SqliteHearbackDb>(options => options.AddInterceptors(asked));
            builder.Services.ConfigureDbContext<PostgresHearbackDb>(options => options.AddInterceptors(asked));
        });
        var visitor = service.Visitor();
        await visitor.SendReport(await visitor.AnswerAll());
        Assert.NotEmpty(asked.For);
        Assert.DoesNotContain(asked.For, sql => sql.Contains("pictures", StringComparison.Ordinal));

        await visitor.Open("/exit");
        await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg(8, 8)));
        await visitor.SendReport(await Finish(visitor));
        Assert.Contains(asked.For, sql => sql.Contains("draft_pictures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_is_sent_though_another_window_kept_its_answer_from_before_it()
    {
        var visitor = _service.Visitor();
        var ticket = DraftTicket.New();
        visitor.Hold("__Host-report", ticket.Reveal());
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers()));
        var before = await _service.With<ReportDrafts, ReportAnswers?>(drafts => drafts.OpenAsync(ticket, TestContext.Current.CancellationToken));
        await visitor.Choose(await visitor.Open(Pictures), "Add", ("1", APicture.Jpeg(8, 8)));

        // The other window answered while the picture was on its way.
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, before! with { Wish = "Mend it soon" }));
        await visitor.SendReport(await visitor.Open("/report/check"));

        Assert.Equal(1, await _service.With<HearbackDb, int>(db => db.ReportPictures.CountAsync()));
    }

    [Fact]
    public async Task A_picture_that_arrives_while_the_report_is_being_sent_can_follow_it_at_one_press()
    {
        var visitor = _service.Visitor();
        var ticket = DraftTicket.New();
        visitor.Hold("__Host-report", ticket.Reveal());
        await _service.With<ReportDrafts>(drafts => drafts.KeepAsync(ticket, A.Answers()));
        var sent = await visitor.SendReport(await visitor.Open("/report/check"));
        using var clean = new CleanPictures();
        var picture = await clean.CleanAsync(APicture.Jpeg(30, 20), TestContext.Current.CancellationToken);
        await _service.With<DraftPictures>(pictures => pictures.AddAsync(ticket, picture));

        var page = await visitor.Open("/report/sent");
        Assert.Contains("A picture arrived after your report was sent, so it is not in it.", page.Text, StringComparison.Ordinal);
        await Task.WhenAll(visitor.Press(page, "Send it now"), visitor.Press(page, "Send it now"));

        Assert.DoesNotContain("A picture arrived", (await visitor.Open("/report/sent")).Text, StringComparison.Ordinal);
        var kept = await _service.With<HearbackDb, ReportPicture>(db => db.ReportPictures.AsNoTracking().SingleAsync());
        Assert.Equal(2, kept.Entry);
        Assert.Equal(2, (await _service.Read(sent.Reference().AsReference())).Thread.Count);
        Assert.Equal(0, await Drafted());
    }

    [Fact]
    public async Task A_picture_that_is_chosen_after_the_report_was_sent_is_refused_in_words_that_say_how_to_add_it()
    {
        var visitor = _service.Visitor();
        var page = await visitor.AnswerUpTo(Question.Pictures);
        await visitor.SendReport(await Finish(visitor));

        page = await visitor.Choose(page, "Add", ("1", APicture.Jpeg(8, 8)));

        Assert.StartsWith("/report/sent", page.Path, StringComparison.Ordinal);
        Assert.Contains("Your report was sent before your picture arrived, so the picture is not in it. To add it, open your report with your reference and your code and choose ‘Write with pictures’.", page.Text, StringComparison.Ordinal);
    }

    private sealed class Asked : DbCommandInterceptor
    {
        public ConcurrentBag<string> For { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            For.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }

    internal static void IsSafe(Page picture)
    {
        Assert.Equal(HttpStatusCode.OK, picture.Status);
        Assert.Equal("image/jpeg", picture.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline; filename=\"picture.jpg\"", picture.Response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));

        string Header(string name) => string.Join(", ", picture.Response.Headers.GetValues(name));
    }

    private async Task<(string Reference, string Code)> Sent()
    {
        var visitor = _service.Visitor();
        await visitor.Choose(await visitor.AnswerUpTo(Question.Pictures), "Add", ("1", APicture.Jpeg()));
        var sent = await visitor.SendReport(await Finish(visitor));
        return (sent.Reference(), sent.Code());
    }

    /// <summary>Answers what comes after the pictures.</summary>
    private static async Task<Page> Finish(Visitor visitor)
    {
        await visitor.Send(await visitor.Open("/report/effect"), ("Effect", nameof(Effect.Bothered)), ("WhyMe", nameof(WhyMe.NotAboutMe)), ("Before", nameof(Before.No)));
        await visitor.Send(await visitor.Open("/report/wish"), ("Wish", "Mend it"));
        return await visitor.Send(await visitor.Open("/report/known"), ("Identity", nameof(IdentityLevel.Anonymous)));
    }

    private static List<string> Shown(Page page) => [.. page.Document.QuerySelectorAll(".hb-shots img").Select(image => image.GetAttribute("src")!)];

    private static async Task<(int Width, int Height)> Size(Visitor visitor, string address)
    {
        using var picture = Image.NewFromBuffer(await (await visitor.Open(address)).Bytes);
        return (picture.Width, picture.Height);
    }

    private Task<int> Drafted() => _service.With<HearbackDb, int>(db => db.DraftPictures.CountAsync());

    /// <summary>Every byte of the data folder, and of the tables with pictures.</summary>
    private async Task<byte[]> Stored()
    {
        var all = new MemoryStream();
        foreach (var file in System.IO.Directory.EnumerateFiles(_service.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await open.CopyToAsync(all, TestContext.Current.CancellationToken);
        }

        foreach (var picture in await _service.With<HearbackDb, List<ReportPicture>>(db => db.ReportPictures.AsNoTracking().ToListAsync())) { all.Write(picture.Sealed.Bytes); }

        return all.ToArray();
    }
}
