namespace Hearback.Directory;

/// <summary>review.yaml: who runs case reviews, and by which rules.</summary>
internal sealed partial class PackReading
{
    private ReviewRules ReadReview(ReviewFile? file, IReadOnlyList<Organisation> organisations)
    {
        const string name = PackFiles.Review;
        if (file is null) { return new(); }

        if (file.RunBy is { } team && organisations.SelectMany(organisation => organisation.Teams).All(known => known.Code != team)) { Fault(name, file.Line, $"There is no team '{team}'"); }

        var usual = new ReviewRules();
        return new()
        {
            RunBy = file.RunBy,
            AppealTo = Optional(name, file.Line, "appeal_to", file.AppealTo, 200),
            Reports = Within("reports", file.Reports, usual.Reports, 10),
            Within = Within("within_months", file.WithinMonths, usual.Within, 12),
            ReportedWithin = Within("reported_within_months", file.ReportedWithinMonths, usual.ReportedWithin, 12),
            People = Within("people", file.People, usual.People, 20),
            Acknowledge = Within("acknowledge", file.Acknowledge, usual.Acknowledge, 60),
            Decide = Within("decide", file.Decide, usual.Decide, 60),
            Meet = Within("meet", file.Meet, usual.Meet, 60),
            TellOutcome = Within("outcome", file.Outcome, usual.TellOutcome, 60),
            HearAppeal = Within("appeal", file.Appeal, usual.HearAppeal, 60),
            AppealWithin = Within("appeal_within", file.AppealWithin, usual.AppealWithin, 120),
            YearBegins = Within("year_begins", file.YearBegins, usual.YearBegins, 12),
        };

        int Within(string what, int? said, int otherwise, int most)
        {
            if (said is { } number && (number < 1 || number > most)) { Fault(name, file.Line, $"{what} must be from 1 to {most}"); }

            return said ?? otherwise;
        }
    }
}

internal sealed class ReviewFile : Lined
{
    public string? RunBy { get; set; }

    public string? AppealTo { get; set; }

    public int? Reports { get; set; }

    public int? WithinMonths { get; set; }

    public int? ReportedWithinMonths { get; set; }

    public int? People { get; set; }

    public int? Acknowledge { get; set; }

    public int? Decide { get; set; }

    public int? Meet { get; set; }

    public int? Outcome { get; set; }

    public int? Appeal { get; set; }

    public int? AppealWithin { get; set; }

    public int? YearBegins { get; set; }

    public static ReviewFile Of(ReviewRules rules) => new()
    {
        RunBy = rules.RunBy,
        AppealTo = rules.AppealTo,
        Reports = rules.Reports,
        WithinMonths = rules.Within,
        ReportedWithinMonths = rules.ReportedWithin,
        People = rules.People,
        Acknowledge = rules.Acknowledge,
        Decide = rules.Decide,
        Meet = rules.Meet,
        Outcome = rules.TellOutcome,
        Appeal = rules.HearAppeal,
        AppealWithin = rules.AppealWithin,
        YearBegins = rules.YearBegins,
    };
}
