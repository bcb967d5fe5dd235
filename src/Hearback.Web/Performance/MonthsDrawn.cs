using System.Globalization;
using Hearback.Insight;

namespace Hearback.Web.Performance;

/// <summary>A bar: how far it goes of <see cref="MonthsDrawn.BarWidth"/>, whether it may go further, and what is written beside it.</summary>
public sealed record DrawnBar(int Width, bool IsOpen, string Words);

public sealed record DrawnMonth(string Name, int Top, DrawnBar FirstReplies, DrawnBar Updates);

/// <summary>Month by month, in percent of all together: first replies and updates that came by the day promised. Drawn in a box so narrow that it reads on a phone.</summary>
public sealed record MonthsDrawn(IReadOnlyList<DrawnMonth> Months)
{
    public const int Width = 320;
    public const int BarWidth = 200;
    private const int RowHeight = 84;

    public int Height => Months.Count * RowHeight;

    /// <summary>The oldest first, as time goes. <paramref name="percent"/> says a share in words.</summary>
    public static MonthsDrawn Of(PublicPerformance told, Func<PublicShare, string> percent)
    {
        return new([.. told.Months.Reverse().Select((month, row) => new DrawnMonth(
            month.Month.ToString("MMM yyyy", CultureInfo.GetCultureInfo("en-GB")), row * RowHeight, Bar(month.All.FirstReplies), Bar(month.All.Updates)))]);

        DrawnBar Bar(PublicShare share) => share is { From: { } good, Of.Number: { } of and > 0 }
            ? new((int)((long)good * BarWidth / of), !share.IsExact, percent(share))
            : new(0, false, percent(share));
    }
}
