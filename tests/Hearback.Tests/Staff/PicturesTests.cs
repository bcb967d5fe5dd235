using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Pictures;
using Hearback.Reports;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Staff;

public sealed class PicturesTests : IAsyncLifetime
{
    private readonly ReportAnswers _answers = A.Answers();
    private Service _service = null!;
    private Reference _reference;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        using var clean = new CleanPictures();
        var picture = await clean.CleanAsync(APicture.Jpeg(30, 20), TestContext.Current.CancellationToken);
        _reference = await _service.App.Services.GetRequiredService<ReceiveReports>().ReceiveAsync(_answers, pictures: [picture, picture]);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_officer_opens_one_picture_at_a_time_and_each_time_is_recorded()
    {
        var member = await _service.Given(A.Member());
        var officer = await _service.SignedIn(member);
        var page = await officer.Open($"/staff/reports/{_reference}");
        Assert.Contains("They sent 2 pictures. They are sealed, and opening each is recorded.", page.Text, StringComparison.Ordinal);
        Assert.Empty(await Opened());

        Hearback.Tests.Reporting.PicturesTests.IsSafe(await officer.Press(page, "Open picture 2 in a new tab"));

        var act = Assert.Single(await Opened());
        Assert.Equal((member.Id, (await _service.Read(_reference)).Id), (act.MemberId, act.ReportId));
        Assert.Contains("You opened a picture", (await officer.Open($"/staff/reports/{_reference}")).Text, StringComparison.Ordinal);
        Assert.Contains("You sent 2 pictures. We opened one once.", (await _service.Visitor().Track(_reference.Value, _answers.AccessCode)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("officer", HttpStatusCode.OK, "community-safety")]
    [InlineData("officer", HttpStatusCode.NotFound, "housing")]
    [InlineData("coordinator", HttpStatusCode.OK)]
    [InlineData("administrator", HttpStatusCode.NotFound)]
    public async Task Only_who_handles_the_report_opens_its_pictures(string role, HttpStatusCode status, params string[] teams)
    {
        var member = await _service.SignedIn(await _service.Given(A.Member(role, teams)));

        var picture = await member.Forge($"/staff/reports/{_reference}?handler=Picture&number=1");

        Assert.Equal(status, picture.Status);
        Assert.Equal(status is HttpStatusCode.OK, picture.Response.Content.Headers.ContentType?.MediaType is "image/jpeg");
        Assert.Equal(status is HttpStatusCode.OK ? 1 : 0, (await Opened()).Count);
    }

    [Fact]
    public async Task Nobody_opens_a_picture_by_an_address_alone_or_one_that_is_not_there()
    {
        var officer = await _service.SignedIn(await _service.Given(A.Member()));

        Assert.StartsWith("/staff/sign-in", (await _service.Visitor().Forge($"/staff/reports/{_reference}?handler=Picture&number=1")).Path, StringComparison.Ordinal);
        Assert.NotEqual("image/jpeg", (await officer.Open($"/staff/reports/{_reference}?handler=Picture&number=1")).Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post($"/staff/reports/{_reference}?handler=Picture&number=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Forge($"/staff/reports/{_reference}?handler=Picture&number=3")).Status);
        Assert.Empty(await Opened());
    }

    [Fact]
    public async Task Another_team_opens_them_once_the_report_is_theirs_and_the_first_no_longer()
    {
        var first = await _service.SignedIn(await _service.Given(A.Member()));
        var second = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));

        await _service.Work(_reference, (report, desk) => report.PassTo(desk.Pack.Team("housing")!, "They mend doors", A.Officer(), desk));

        Assert.Equal(HttpStatusCode.OK, (await second.Forge($"/staff/reports/{_reference}?handler=Picture&number=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await first.Forge($"/staff/reports/{_reference}?handler=Picture&number=1")).Status);
    }

    [Fact]
    public async Task A_picture_opens_with_the_key_of_its_report_alone_and_only_under_its_number()
    {
        var report = await _service.Read(_reference);
        var kept = await _service.With<HearbackDb, List<ReportPicture>>(db => db.ReportPictures.AsNoTracking().ToListAsync());
        await _service.With<HearbackDb>(db => db.ReportPictures.Where(picture => picture.Number == 1).ExecuteUpdateAsync(set => set.SetProperty(picture => picture.Sealed, kept.Single(picture => picture.Number is 2).Sealed)));
        var moved = await _service.With<HearbackDb, ReportPicture>(db => db.ReportPictures.AsNoTracking().SingleAsync(picture => picture.Number == 1));

        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => kept[0].Open(DataKey.New()));
        var key = await _service.KeyOf(report);
        Assert.NotEmpty(kept[0].Open(key).Jpeg);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => moved.Open(key));
    }

    private Task<List<AuditEntry>> Opened() => _service.With<HearbackDb, List<AuditEntry>>(db => db.Audit.AsNoTracking().Where(entry => entry.Act == AuditedAct.OpenedPicture).ToListAsync());
}
