using Hearback.Reports;

namespace Hearback.Web;

public static class Speakers
{
    /// <summary>The code of the team that spoke. An entry that passes a report on bears the new team; the one that had it until then wrote the words.</summary>
    public static string TeamThatSpoke(this Report report, ThreadEntry entry) => entry.Kind is EntryKind.PassedToTeam
        ? report.Thread.Where(earlier => earlier.Number < entry.Number).MaxBy(earlier => earlier.Number)?.Team ?? entry.Team
        : entry.Team;
}
