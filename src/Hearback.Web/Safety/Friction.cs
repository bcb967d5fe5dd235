using System.Security.Cryptography;
using System.Text;

namespace Hearback.Web.Safety;

/// <summary>
/// Slows down those who ask too often, and never shuts anybody out: many people share one address, and an enemy must not be
/// able to lock a reporter out. What is counted is known here only by a hash under a key that lives and dies with the
/// process; it is held in memory and written nowhere.
/// </summary>
public sealed class Friction(TimeProvider time)
{
    /// <summary>How many things are counted at once. Beyond it the ones that were quiet for longest are forgotten.</summary>
    public const int Most = 50_000;

    /// <summary>The longest that anybody waits for one answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<UInt128, Level> _levels = [];
    private readonly Lock _lock = new();

    /// <summary>
    /// Counts one more, and waits when there were more than <paramref name="free"/> <paramref name="within"/> this time:
    /// a quarter of a second, and a quarter more for each one after it, up to <see cref="LongestWait"/>.
    /// </summary>
    public async Task SlowDownAsync(string about, int free, TimeSpan within)
    {
        // Counted before the wait: a thousand tries at once must not all be the first.
        var over = Math.Ceiling(Raise(about, free, within, most: double.MaxValue) - free);
        if (over <= 0) { return; }

        await Task.Delay(TimeSpan.FromTicks(Math.Min((long)over * Step.Ticks, LongestWait.Ticks)), time);
    }

    /// <summary>
    /// Whether one more may pass where <paramref name="most"/> may <paramref name="within"/> this time. It is meant for limits on
    /// the whole service, not on one person. What may not pass is not counted.
    /// </summary>
    public bool TryPass(string what, int most, TimeSpan within) => Raise(what, most, within, most) <= most;

    /// <summary>
    /// The level after one more. It sinks steadily by <paramref name="drains"/> within the time, so that no moment comes at which all is forgiven at once.
    /// </summary>
    private double Raise(string about, int drains, TimeSpan within, double most)
    {
        var name = NameOf(about);
        var now = time.GetTimestamp();
        lock (_lock)
        {
            var level = _levels.TryGetValue(name, out var known) ? known.At(now, time) : 0;
            if (level + 1 > most) { return level + 1; }

            if (_levels.Count >= Most && !_levels.ContainsKey(name)) { Sweep(now); }

            // A crowd counts no higher than what it takes to wait longest, so that the wait ends soon after the crowd does.
            var raised = Math.Min(level + 1, drains + (LongestWait / Step));
            _levels[name] = new Level(raised, now, drains / within.TotalSeconds);
            return raised;
        }
    }

    private void Sweep(long now)
    {
        foreach (var (name, level) in _levels)
        {
            if (level.At(now, time) <= 0) { _levels.Remove(name); }
        }

        if (_levels.Count < Most) { return; }

        foreach (var (name, _) in _levels.OrderBy(pair => pair.Value.Since).Take(Most / 10)) { _levels.Remove(name); }
    }

    private UInt128 NameOf(string about)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(about), hash);
        return BitConverter.ToUInt128(hash);
    }

    private readonly record struct Level(double Height, long Since, double PerSecond)
    {
        public double At(long now, TimeProvider time) => Math.Max(0, Height - (time.GetElapsedTime(Since, now).TotalSeconds * PerSecond));
    }
}
