using System.Globalization;
using Hearback.Calendar;

namespace Hearback.Web.Pages.WhoToContact;

/// <summary>A day as a bar: where it is open, and where the day has come to. All of it is said in words too.</summary>
public sealed record DayDrawn(IReadOnlyList<(int From, int Until)> Open, int Now, string Said)
{
    private const double MinutesEach = 6;

    public static DayDrawn Of(OpeningHours hours, DateTimeOffset at, string said) =>
        new([.. hours.MinutesOf(at.LondonDay)], (int)at.InLondon.TimeOfDay.TotalMinutes, said);

    /// <summary>Where "now" can be written without leaving the picture.</summary>
    public string NowWord => Place(Math.Clamp(Now, 90, (24 * 60) - 90));

    public static string Place(double minutes) => (minutes / MinutesEach).ToString("0.#", CultureInfo.InvariantCulture);

    public static string Place(double minutes, double further) => ((minutes / MinutesEach) + further).ToString("0.#", CultureInfo.InvariantCulture);
}
