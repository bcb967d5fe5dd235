using CsCheck;
using Hearback.Directory;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Vault;

namespace Hearback.Tests.Reviews;

/// <summary>Which reports count towards a case review, by days, levels and marks alone.</summary>
public sealed class ReviewCountTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly ReviewRules Rules = new();

    private static readonly Gen<ReportToCount> AnyReport = Gen.Select(Gen.Int[0, 400], Gen.Enum<IdentityLevel>(), Gen.Int[0, 6], Gen.Bool, (ago, identity, incident, inTime) =>
        new ReportToCount(Reference.New(), Today.AddDays(-ago), identity, new(incident, 0, 0, new byte[8]), inTime));

    [Fact]
    public void Three_reports_within_six_months_suffice_and_two_do_not()
    {
        Assert.True(ReviewCount.Of([Made("2026-05-30", 1), Made("2026-04-01", 2), Made("2025-12-01", 3)], Rules, Today).Suffices);
        Assert.False(ReviewCount.Of([Made("2026-05-30", 1), Made("2026-04-01", 2)], Rules, Today).Suffices);
        Assert.True(ReviewCount.Of([Made("2026-05-30", 1), Made("2026-04-01", 2)], Rules with { Reports = 2 }, Today).Suffices);
    }

    [Theory]
    [InlineData("2025-12-01", null)]
    [InlineData("2025-11-30", WhyNot.TooOld)]
    public void The_six_months_end_on_the_same_day_of_the_month(string day, WhyNot? why) =>
        Assert.Equal(why, Assert.Single(ReviewCount.Of([Made(day, 1)], Rules, Today).Reports).WhyNot);

    [Theory]
    [InlineData(IdentityLevel.Anonymous, true, WhyNot.Anonymous)]
    [InlineData(IdentityLevel.Anonymous, false, WhyNot.Anonymous)]
    [InlineData(IdentityLevel.Confidential, true, null)]
    [InlineData(IdentityLevel.Named, true, null)]
    [InlineData(IdentityLevel.Named, false, WhyNot.ToldTooLate)]
    public void An_anonymous_report_never_counts_and_a_late_one_does_not(IdentityLevel identity, bool inTime, WhyNot? why) =>
        Assert.Equal(why, Assert.Single(ReviewCount.Of([Made("2026-05-30", 1) with { Identity = identity, InTime = inTime }], Rules, Today).Reports).WhyNot);

    [Fact]
    public void One_incident_told_to_several_counts_once_and_names_the_report_that_told_it_first()
    {
        var first = Made("2026-05-01", 1);
        var again = Made("2026-05-02", 1);

        var count = ReviewCount.Of([again, first], Rules, Today);

        Assert.Equal(1, count.Counting);
        Assert.Equal((again.Reference, WhyNot.SameIncident, first.Reference), (count.Reports[1].Reference, count.Reports[1].WhyNot, count.Reports[1].Same));
    }

    [Fact]
    public void What_does_not_count_itself_takes_no_other_s_place()
    {
        var count = ReviewCount.Of([Made("2025-01-01", 1), Made("2026-05-02", 1)], Rules, Today);

        Assert.Equal([WhyNot.TooOld, null], count.Reports.Select(report => report.WhyNot));
    }

    [Fact]
    public void Whatever_the_reports_what_counts_is_known_in_time_recent_and_told_once() => AnyReport.Array[0, 12].Sample(reports =>
    {
        var count = ReviewCount.Of(reports, Rules, Today);
        var counting = count.Reports.Where(report => report.Counts).Select(report => reports.Single(one => one.Reference == report.Reference)).ToList();
        var eligible = reports.Where(report => report.Identity is not IdentityLevel.Anonymous && report.InTime && report.On >= new DateOnly(2025, 12, 1)).ToList();

        return count.Reports.Count == reports.Length
            && counting.All(eligible.Contains)
            && counting.Count == eligible.DistinctBy(report => report.Incident).Count()
            && counting.DistinctBy(report => report.Incident).Count() == counting.Count;
    });

    [Fact]
    public void The_order_in_which_reports_are_read_changes_nothing() => AnyReport.Array[0, 8].Sample(reports =>
        ReviewCount.Of(reports, Rules, Today).Reports.SequenceEqual(ReviewCount.Of(reports.Reverse(), Rules, Today).Reports));

    [Theory]
    [InlineData("", 0)]
    [InlineData("1a", 1)]
    [InlineData("1a 2a 3a", 1)]
    [InlineData("1a 2b 3c 4d 5e", 5)]
    [InlineData("1a 1p 2b 2p", 1)]
    [InlineData("1a 1p 2b 3c 3p 4c 4q 5q", 2)]
    public void Who_left_an_address_here_and_the_same_number_there_is_one_person(string marks, int people) => Assert.Equal(people, ReviewCount.PeopleOf(
        marks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(mark => (Named(mark[0]), Named(mark[1])))));

    [Theory]
    [InlineData(4, "2026-06-01", "2026-04-01")]
    [InlineData(4, "2026-03-31", "2025-04-01")]
    [InlineData(1, "2026-03-31", "2026-01-01")]
    public void A_year_of_the_table_begins_with_the_month_that_the_area_has_set(int month, string day, string from) =>
        Assert.Equal(DateOnly.Parse(from, null), new ReviewRules { YearBegins = month }.YearOf(DateOnly.Parse(day, null)));

    private static Guid Named(char name) => new(name, 0, 0, new byte[8]);

    private static ReportToCount Made(string day, int incident) => new(Reference.New(), DateOnly.Parse(day, null), IdentityLevel.Confidential, new(incident, 0, 0, new byte[8]), InTime: true);
}
