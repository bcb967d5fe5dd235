using Hearback.Data;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Reviews;

/// <summary>Everybody reads once a year how many asked for a case review and what came of it; a small number is nobody's to read.</summary>
public sealed class ReviewYearTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_year_that_is_over_is_told_and_small_numbers_are_not()
    {
        await Many(7, held: true, recommended: true);
        await Many(6, held: false);
        await Many(2, held: null);
        Assert.Empty((await _service.With<TellReviews, PublicReviews>(reviews => reviews.ReadAsync(TestContext.Current.CancellationToken))).Years);

        using var visitor = _service.Visitor();
        _service.Time.AdjustTime(new(2027, 4, 2, 9, 0, 0, TimeSpan.Zero));
        var cells = (await visitor.Open("/case-review")).Document.QuerySelectorAll(".hb-figures tbody td").Select(cell => cell.TextContent.Trim());
        Assert.Equal(["14 or more", "6", "7", "7", "1 to 4"], cells);

        using var program = new HttpClient(_service.Handler()) { BaseAddress = new("https://localhost/") };
        var csv = await program.GetStringAsync(new Uri("/case-review.csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("2026-04-01,2027-03-31,14,,6,6,7,7,,,7,7", csv, StringComparison.Ordinal);
        var json = await program.GetStringAsync(new Uri("/case-review.json", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("\"as_of\": \"2027-04-01\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("15", json.Split("\"years\"")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "0", "0", "0", "0")]
    [InlineData(3, 0, 0, 0, "", "3-", "0", "0")]
    [InlineData(8, 7, 0, 4, "15", "8", "7", "0")]
    public void What_is_small_is_withheld_and_what_it_could_be_worked_out_from(int notMet, int held, int waiting, int recommended, string asked, string notMetTold, string heldTold, string waitingTold)
    {
        var told = PublicReviewYear.Of(new(new(2026, 4, 1), notMet, held, waiting, recommended));

        Assert.Equal((asked, notMetTold.EndsWith('-') ? "" : notMetTold, heldTold, waitingTold), (Say(told.Asked), Say(told.NotMet), Say(told.Held), Say(told.Waiting)));

        static string Say(PublicCount count) => count.Number is { } number ? $"{number}{(count.AtLeast ? "+" : "")}" : "";
    }

    [Fact]
    public void A_pack_says_who_runs_reviews_and_what_is_wrong_with_it()
    {
        Assert.Equal(("community-safety", 3, 14), (A.Pack.Review.RunBy, A.Pack.Review.Reports, A.Pack.Review.Decide));
        var folder = System.IO.Directory.CreateTempSubdirectory().FullName;
        PackFiles.Write(folder, new(A.Pack with { Review = A.Pack.Review with { Reports = 2 } }, A.Places));
        Assert.Equal(2, PackFiles.Read(folder).Pack.Review.Reports);

        File.WriteAllText(Path.Combine(folder, "review.yaml"), "run_by: nobody\nreports: 0\n");
        Assert.Equal(["review.yaml:1: There is no team 'nobody'", "review.yaml:1: reports must be from 1 to 10"], Assert.Throws<PackRefusedException>(() => PackFiles.Read(folder)).Faults.Select(fault => fault.ToString()));

        File.Delete(Path.Combine(folder, "review.yaml"));
        Assert.Equal(new ReviewRules(), PackFiles.Read(folder).Pack.Review);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>Applications of this June; null is one that nobody has decided.</summary>
    private Task Many(int count, bool? held, bool recommended = false) => _service.With<HearbackDb>(async db =>
    {
        for (; count > 0; count--)
        {
            var desk = new Desk(DataKey.New(), A.Pack, _service.Time.GetUtcNow());
            var review = new CaseReview(Guid.NewGuid(), new() { Contact = A.Contact() }, AccessCode.New(), null, byLetter: false, desk);
            if (held is { } met)
            {
                review.Acknowledge(Guid.NewGuid(), "We have it", A.Officer(), desk);
                review.Decide(met, "These are the reasons", A.Officer(), desk);
            }

            if (held is true)
            {
                review.HoldMeeting(desk.Today, independentChair: true, "They met", A.Officer(), desk);
                if (recommended) { review.Recommend(A.Pack.Team("housing")!, desk.Today, "Mend the door", A.Officer(), desk); }

                review.TellOutcome("This came of it", A.Officer(), desk);
            }

            db.Reviews.Add(review);
        }

        await db.SaveChangesAsync();
    });
}
