using Hearback.Reports;

namespace Hearback.Web;

/// <summary>What a team said, as the reporter reads it: "Dee, Community Safety", the day, the words. Preview and track page show it alike.</summary>
public sealed record SaidToReporter(string By, DateOnly On, string Words);

public static class Speakers
{
    /// <summary>The code of the team that spoke. An entry that passes a report on bears the new team; the one that had it until then wrote the words.</summary>
    public static string TeamThatSpoke(this Report report, ThreadEntry entry) => entry.Kind is EntryKind.PassedToTeam
        ? report.Thread.Where(earlier => earlier.Number < entry.Number).MaxBy(earlier => earlier.Number)?.Team ?? entry.Team
        : entry.Team;
}
