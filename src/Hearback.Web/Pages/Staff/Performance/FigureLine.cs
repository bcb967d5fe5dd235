using Hearback.Insight;

namespace Hearback.Web.Staff.Performance;

/// <summary>A line of figures. Without a team it is all together, and there is nothing to press.</summary>
public sealed record FigureLine(string Name, string? Team, DateOnly Month, Figures Figures, Func<DaysTaken, string> Days)
{
    /// <summary>Where the reports behind a number stand.</summary>
    public string? Behind(Figure figure) => Team is null ? null : $"/staff/performance/reports?month={FiguresModel.Code(Month)}&team={Team}&figure={figure}";
}
