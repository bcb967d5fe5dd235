using System.Globalization;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>What the vault keeps of a reporter who left an address or a number, so that their reports can be counted together without opening one.</summary>
public static class Marks
{
    private const string PersonPurpose = "mark.person";
    private const string IncidentPurpose = "mark.incident";

    /// <summary>Of somebody anonymous there are none.</summary>
    internal static IReadOnlyList<ReporterMark> Of(ReportAnswers answers, ReviewRules rules, DateOnly today, MasterKey master) => answers.Identity is IdentityLevel.Anonymous ? [] :
        Of(answers.ReportId, answers.Contact!, answers.Category ?? "", answers.Where, answers.When, today, rules, master);

    /// <summary>Of a report that came in without them, for instance because its reporter became known later; none of an anonymous one.</summary>
    public static IReadOnlyList<ReporterMark> Of(Report report, DataKey key, ReviewRules rules, MasterKey master)
    {
        if (report.OpenContact(key) is not { } contact) { return []; }

        var told = report.OpenTold(key);
        return Of(report.Id, contact, report.Category, told.Where, told.When, report.ReceivedOn, rules, master);
    }

    private static List<ReporterMark> Of(Guid report, Contact contact, string category, WhereAnswer? where, WhenAnswer? when, DateOnly receivedOn, ReviewRules rules, MasterKey master)
    {
        var happenedOn = when is { Kind: WhenKind.OnDate, On: { } day } ? day : receivedOn;
        var incident = master.Fingerprint(string.Create(CultureInfo.InvariantCulture, $"{category}\n{happenedOn:yyyy-MM-dd}\n{where?.Cell?.X}\n{where?.Cell?.Y}\n{where?.Place ?? where?.InWords?.Trim().ToUpperInvariant()}"), IncidentPurpose);
        List<ReporterMark> marks = [];
        if (contact.Email is { Length: > 0 } email) { Add(MarkOf.Email, Mailbox.Of(email)); }

        if (contact.Phone is { Length: > 0 } phone && Number(phone) is { Length: > 0 } number) { Add(MarkOf.Phone, number); }

        return marks;

        void Add(MarkOf of, string way) => marks.Add(new()
        {
            Person = master.Fingerprint($"{of} {way}", PersonPurpose),
            Of = of,
            ReportId = report,
            Incident = incident,
            InTime = happenedOn >= receivedOn.AddMonths(-rules.ReportedWithin),
        });
    }

    /// <summary>One number, however it is typed: 020 7946 0000 and +44 20 7946 0000.</summary>
    private static string Number(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return typed.TrimStart().StartsWith('+') && digits.StartsWith("44", StringComparison.Ordinal) ? $"0{digits[2..].TrimStart('0')}" : digits.StartsWith("0044", StringComparison.Ordinal) ? $"0{digits[4..].TrimStart('0')}" : digits;
    }
}
