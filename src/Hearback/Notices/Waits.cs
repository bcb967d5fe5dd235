namespace Hearback.Notices;

/// <summary>How long what could not be sent waits for its next try, and when it is given up.</summary>
public static class Waits
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>A minute after the first try, then twice as long each time, up to a day.</summary>
    public static TimeSpan After(int tries) => TimeSpan.FromMinutes(Math.Min(Math.Pow(2, Math.Min(tries - 1, 11)), 24 * 60));
}
