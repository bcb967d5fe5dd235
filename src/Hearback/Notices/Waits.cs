namespace Hearback.Notices;

/// <summary>How long what could not be sent waits for its next try, and when it is given up.</summary>
public static class Waits
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>For our own mail server: when it comes back, all that waited has left an hour later.</summary>
    public static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>For a server of others, which a crowd of tries would hurt.</summary>
    public static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    /// <summary>A minute after the first try, then twice as long each time, at most <paramref name="longest"/>.</summary>
    public static TimeSpan After(int tries, TimeSpan longest) => TimeSpan.FromMinutes(Math.Min(Math.Pow(2, Math.Clamp(tries - 1, 0, 11)), longest.TotalMinutes));
}
