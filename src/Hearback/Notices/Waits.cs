namespace Hearback.Notices;

/// <summary>How long what could not be sent waits for its next try, and when it is given up.</summary>
public static class Waits
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);
    private const int LongestMinutes = 60;

    /// <summary>A minute after the first try, then twice as long each time, up to an hour. So when a server comes back, all that waited has left an hour later.</summary>
    public static TimeSpan After(int tries) => TimeSpan.FromMinutes(Math.Min(1 << Math.Clamp(tries - 1, 0, 6), LongestMinutes));
}
