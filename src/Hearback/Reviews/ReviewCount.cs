using Hearback.Directory;
using Hearback.Reports;
using Hearback.Vault;

namespace Hearback.Reviews;

/// <summary>Why a report does not count towards a case review.</summary>
public enum WhyNot
{
    /// <summary>Nobody knows whose it is.</summary>
    Anonymous,

    /// <summary>It was made too long ago.</summary>
    TooOld,

    /// <summary>It was made too long after it happened.</summary>
    ToldTooLate,

    /// <summary>An earlier report of the same person tells of the same incident.</summary>
    SameIncident,
}

/// <summary>All of a report that counting looks at: a day, a level and two marks, and not a word of anybody.</summary>
public sealed record ReportToCount(Reference Reference, DateOnly On, IdentityLevel Identity, Guid Incident, bool InTime);

/// <summary>A report, and why it does not count, if it does not. <see cref="Same"/> names the report that told of the same incident before.</summary>
public sealed record CountedReport(Reference Reference, DateOnly On, WhyNot? WhyNot, Reference? Same = null)
{
    public bool Counts => WhyNot is null;
}

/// <summary>
/// The reports of one person as the ASB Case Review counts them. A suggestion: whether the threshold is met is decided by a person, who gives reasons.
/// </summary>
public sealed record ReviewCount(IReadOnlyList<CountedReport> Reports, int Needed)
{
    public int Counting => Reports.Count(report => report.Counts);

    public bool Suffices => Counting >= Needed;

    /// <summary>Counts, the oldest first.</summary>
    public static ReviewCount Of(IEnumerable<ReportToCount> reports, ReviewRules rules, DateOnly today)
    {
        var since = today.AddMonths(-rules.Within);
        var counted = new List<CountedReport>();
        var incidents = new Dictionary<Guid, Reference>();
        foreach (var report in reports.OrderBy(report => report.On).ThenBy(report => report.Reference.Value, StringComparer.Ordinal))
        {
            var why = report switch
            {
                { Identity: IdentityLevel.Anonymous } => WhyNot.Anonymous,
                _ when report.On < since => WhyNot.TooOld,
                { InTime: false } => WhyNot.ToldTooLate,
                _ => (WhyNot?)null,
            };
            if (why is null && incidents.TryGetValue(report.Incident, out var same))
            {
                counted.Add(new(report.Reference, report.On, WhyNot.SameIncident, same));
                continue;
            }

            if (why is null) { incidents.Add(report.Incident, report.Reference); }

            counted.Add(new(report.Reference, report.On, why));
        }

        return new(counted, rules.Reports);
    }

    /// <summary>How many different people made the reports. Who left an address here and the same number there is one.</summary>
    public static int PeopleOf(IEnumerable<(Guid Report, Guid Person)> marks)
    {
        var leads = new Dictionary<Guid, Guid>();
        foreach (var report in marks.GroupBy(mark => mark.Report, mark => mark.Person))
        {
            var people = report.ToList();
            foreach (var person in people) { leads.TryAdd(person, person); }

            foreach (var person in people) { leads[Lead(person)] = Lead(people[0]); }
        }

        return leads.Keys.Select(Lead).Distinct().Count();

        Guid Lead(Guid person)
        {
            while (leads[person] != person) { person = leads[person]; }

            return person;
        }
    }
}
