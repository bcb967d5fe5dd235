using Hearback.Calendar;

namespace Hearback.Reports;

/// <summary>
/// Counts the first letters to each address: anybody can type a stranger's address into any number of reports, and we must not
/// flood that stranger. The report is taken all the same, and whoever sent it on the web has the access code; whoever wrote an email hears with the next update.
/// </summary>
public sealed class FirstLetters(TimeProvider time)
{
    /// <summary>How many first letters one address gets in a day.</summary>
    public const int MostADay = 5;

    private readonly FewOfEach _letters = new(MostADay);

    /// <summary>Whether the first letter about a report may go to an address. The same report again, for instance sent twice, counts once.</summary>
    public bool MayLeave(string address, Guid report) => _letters.MayPass(address, report, time.Today.DayNumber);
}
