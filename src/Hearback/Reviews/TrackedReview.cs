using Hearback.Directory;
using Hearback.Staff;
using Hearback.Vault;

namespace Hearback.Reviews;

/// <summary>A step of the review as people read it: kept on a day, or promised by one.</summary>
public sealed record ReviewStep(ReviewState To, DateOnly? By, DateOnly? On);

/// <summary>An entry of the record as people read it, under the first name of the member.</summary>
public sealed record ReviewLine(ReviewEntryKind Kind, DateOnly On, string? FirstName, string? Words, int? About);

public sealed record ReviewedAction(int Number, string Owner, DateOnly DueOn, DateOnly? DoneOn, string Words);

/// <summary>All that whoever asked for a review sees of it. It has no field for other reports, and none for a surname.</summary>
public sealed record TrackedReview
{
    public required Guid Id { get; init; }

    public required Reference Reference { get; init; }

    public required ReviewState State { get; init; }

    public required DateOnly AskedOn { get; init; }

    /// <summary>The first name of the single contact, from the acknowledgement on.</summary>
    public string? Contact { get; init; }

    public required string RunBy { get; init; }

    public string? Phone { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? MeetsOn { get; init; }

    public DateOnly? AppealUntil { get; init; }

    public required IReadOnlyList<ReviewStep> Steps { get; init; }

    public required IReadOnlyList<ReviewLine> Record { get; init; }

    public required IReadOnlyList<ReviewedAction> Recommendations { get; init; }

    public static TrackedReview Of(CaseReview review, DataKey key, Pack pack, IReadOnlyCollection<Member> members)
    {
        string? FirstName(Guid? id) => members.FirstOrDefault(member => member.Id == id)?.FirstName;
        var team = pack.Team(pack.Review.RunBy);
        return new()
        {
            Id = review.Id,
            Reference = review.Reference,
            State = review.State,
            AskedOn = review.AskedOn,
            Contact = FirstName(review.ContactId),
            RunBy = team?.Name ?? pack.About.Partnership,
            Phone = team?.Phone,
            DueOn = review.DueOn,
            MeetsOn = review.MetOn is null || review.State is ReviewState.ThresholdMet ? review.MeetsOn : null,
            AppealUntil = review.AppealUntil(pack.Review),
            Steps = StepsOf(review),
            Record = [.. review.Record.Where(entry => entry.Kind is not ReviewEntryKind.Recommended).OrderBy(entry => entry.Number).Select(entry => new ReviewLine(entry.Kind, entry.On, FirstName(entry.MemberId), entry.OpenWords(key), entry.About))],
            // What is recommended is told with the outcome, and not before.
            Recommendations = review.OutcomeOn is null ? [] : ActionsOf(review, key, pack),
        };
    }

    internal static IReadOnlyList<ReviewedAction> ActionsOf(CaseReview review, DataKey key, Pack pack) =>
        [.. review.Recommendations.OrderBy(one => one.Number).Select(one => new ReviewedAction(one.Number, pack.InFull(one.Owner), one.DueOn, one.DoneOn, one.Open(key)))];

    private static List<ReviewStep> StepsOf(CaseReview review)
    {
        List<ReviewStep> steps = [new(ReviewState.Asked, null, review.AskedOn), new(ReviewState.Acknowledged, review.AcknowledgeBy, review.AcknowledgedOn)];
        steps.Add(new(review.IsThresholdMet is false ? ReviewState.ThresholdNotMet : ReviewState.ThresholdMet, review.DecideBy, review.DecidedOn));
        // The order of what is still to come, as far as it follows from what was decided.
        if (review.AppealedOn is not null && review.OutcomeOn is null) { steps.Add(new(ReviewState.Appealed, review.AppealBy, review.AppealDecidedOn)); }

        if (review.IsThresholdMet is not false)
        {
            var again = review.State is ReviewState.ThresholdMet;
            steps.Add(new(ReviewState.MeetingHeld, review.MeetBy, again ? null : review.MetOn));
            steps.Add(new(ReviewState.OutcomeTold, again ? null : review.OutcomeBy, again || review.State is ReviewState.MeetingHeld ? null : review.OutcomeOn));
        }

        if (review.AppealedOn is not null && review.OutcomeOn is not null) { steps.Add(new(ReviewState.Appealed, review.AppealBy, review.AppealDecidedOn)); }

        if (review.ClosedOn is { } closed) { steps.Add(new(ReviewState.Closed, null, closed)); }

        return steps;
    }
}
