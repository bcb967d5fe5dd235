using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Reviews;

/// <summary>The steps of a case review, their days, and what each refuses. The clock stands at Monday 1 June 2026.</summary>
public sealed class CaseReviewTests
{
    private static readonly DataKey Key = DataKey.New();
    private static readonly Guid Contact = Guid.NewGuid();
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Fact]
    public void Each_step_sets_the_day_of_the_next()
    {
        var review = Asked();
        Assert.Equal((new DateOnly(2026, 6, 4), new DateOnly(2026, 6, 19)), (review.DueOn, review.DecideBy));

        review.Acknowledge(Contact, "We have it", A.Officer(), Desk(1));
        Assert.Equal((ReviewState.Acknowledged, Contact, new DateOnly(2026, 6, 19)), (review.State, review.ContactId, review.DueOn));
        review.Decide(true, "Three reports", A.Officer(), Desk(2));
        Assert.Equal(new DateOnly(2026, 7, 2), review.DueOn);
        review.HoldMeeting(Today.AddDays(8), independentChair: true, "They met", A.Officer(), Desk(9));
        Assert.Equal(new DateOnly(2026, 6, 23), review.DueOn);
        review.Recommend(A.Pack.Team("housing")!, Today.AddDays(30), "Mend the door", A.Officer(), Desk(9));
        review.Recommend(A.Pack.Team("housing")!, Today.AddDays(20), "Mend the light", A.Officer(), Desk(9));
        review.TellOutcome("Two things", A.Officer(), Desk(10));
        Assert.Equal(Today.AddDays(20), review.DueOn);
        review.TellProgress(2, done: true, "The light works", A.Officer(), Desk(12));
        Assert.Equal((Today.AddDays(30), Today.AddDays(12)), (review.DueOn, review.Recommendations[1].DoneOn));
    }

    [Fact]
    public void No_step_is_done_out_of_order_without_words_or_twice()
    {
        var review = Asked();

        Assert.Throws<RefusedException>(() => review.Decide(true, "Yes", A.Officer(), Desk()));
        Assert.Throws<RefusedException>(() => review.Acknowledge(Contact, " ", A.Officer(), Desk()));
        Assert.Throws<RefusedException>(() => Asked().HoldMeeting(Today, true, "They met", A.Officer(), Desk()));
        var decided = Decided(met: true);
        Assert.Throws<RefusedException>(() => decided.Decide(false, "No", A.Officer(), Desk()));
        Assert.Throws<RefusedException>(() => decided.HoldMeeting(Today.AddDays(1), true, "They will meet", A.Officer(), Desk()));
        Assert.Throws<RefusedException>(() => decided.Arrange(Today.AddDays(-1), "Come", A.Officer(), Desk()));
    }

    [Fact]
    public void Whoever_asked_can_appeal_once_and_in_time()
    {
        var review = Decided(met: false);
        Assert.Equal(new DateOnly(2026, 6, 29), review.AppealUntil(A.Pack.Review));
        Assert.Contains("can still appeal", Assert.Throws<RefusedException>(() => review.Close("Not met", A.Officer(), Desk())).Message, StringComparison.Ordinal);

        Assert.Throws<RefusedException>(() => Decided(met: false).Appeal("No", Desk(29)));
        review.Appeal("There were four", Desk(28));
        Assert.Equal((ReviewState.Appealed, new DateOnly(2026, 7, 20)), (review.State, review.DueOn));
        review.DecideAppeal(upheld: false, "Two were one incident", A.Officer(), Desk(30));
        Assert.Equal((ReviewState.ThresholdNotMet, (DateOnly?)null), (review.State, review.DueOn));
        Assert.Throws<RefusedException>(() => review.Appeal("Again", Desk(30)));
        review.Close("The appeal is decided", A.Officer(), Desk(30));
        Assert.Equal(ReviewState.Closed, review.State);
    }

    [Fact]
    public void An_appeal_that_is_upheld_leads_to_a_meeting()
    {
        var review = Decided(met: false);
        review.Appeal("There were four", Desk(1));
        review.DecideAppeal(upheld: true, "We count four", A.Officer(), Desk(2));

        Assert.Equal((ReviewState.ThresholdMet, true, new DateOnly(2026, 7, 2)), (review.State, review.IsThresholdMet, review.DueOn));
    }

    [Fact]
    public void Nobody_asks_for_another_without_consent()
    {
        var other = new OnBehalf { Name = "Ada Field", By = Representative.Family, ConsentOn = Today, ConsentHow = "In writing" };

        Assert.Throws<RefusedException>(() => Asked(other with { ConsentHow = " " }));
        Assert.Throws<RefusedException>(() => Asked(other with { ConsentOn = Today.AddDays(1) }));
        Assert.Equal(other, Asked(other).Open(Key).For);
    }

    [Fact]
    public void What_is_recommended_is_read_with_the_outcome_and_not_before()
    {
        var review = Decided(met: true);
        review.HoldMeeting(Today, independentChair: false, "They met", A.Officer(), Desk());
        review.Recommend(A.Pack.Team("housing")!, Today.AddDays(30), "Mend the door", A.Officer(), Desk());
        Assert.Empty(TrackedReview.Of(review, Key, A.Pack, []).Recommendations);

        review.TellOutcome("One thing", A.Officer(), Desk());

        var told = TrackedReview.Of(review, Key, A.Pack, []);
        Assert.Equal("Mend the door", Assert.Single(told.Recommendations).Words);
        Assert.DoesNotContain(told.Record, line => line.Kind is ReviewEntryKind.Recommended);
    }

    [Fact]
    public void The_letter_says_of_what_it_is_neither_in_its_subject_nor_in_its_words()
    {
        var letter = Asked().Acknowledge(Contact, "We have it about the noise", A.Officer(), Desk())!;

        Assert.Equal(Hearback.Notices.NoticeKind.ReviewUpdated, letter.Kind);
        var content = Key.Open<Hearback.Notices.NoticeContent>(letter.Content, "notice.content");
        Assert.Equal((null, null, null), (content.Name, content.Reference, content.Words));
    }

    private static CaseReview Decided(bool met)
    {
        var review = Asked();
        review.Acknowledge(Contact, "We have it", A.Officer(), Desk());
        review.Decide(met, "These are the reasons", A.Officer(), Desk());
        return review;
    }

    private static CaseReview Asked(OnBehalf? other = null) => new(Guid.NewGuid(), new() { Contact = A.Contact(), For = other }, AccessCode.New(), null, byLetter: false, Desk());

    private static Desk Desk(int daysAhead = 0) => new(Key, A.Pack, Service.Start.AddDays(daysAhead));
}
