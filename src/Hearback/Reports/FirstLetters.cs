using System.Security.Cryptography;
using System.Text;
using Hearback.Calendar;
using Hearback.Notices;

namespace Hearback.Reports;

/// <summary>
/// Counts the first letters to each address: anybody can type a stranger's address into any number of reports, and we must not
/// flood that stranger. Addresses are known here only by a hash under a key that lives and dies with the process; nothing is written
/// anywhere. The report is taken all the same, and whoever sent it has the access code.
/// </summary>
public sealed class FirstLetters(TimeProvider time)
{
    /// <summary>How many first letters one address gets in a day.</summary>
    public const int MostADay = 5;

    private const int MostAddresses = 50_000;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<UInt128, HashSet<Guid>> _reports = [];
    private readonly Lock _lock = new();
    private DateOnly _day;

    /// <summary>Whether the first letter about a report may go to an address. The same report again, for instance sent twice, counts once.</summary>
    public bool MayLeave(string address, Guid report)
    {
        var name = NameOf(address);
        lock (_lock)
        {
            if (_day != time.Today || _reports.Count >= MostAddresses)
            {
                _reports.Clear();
                _day = time.Today;
            }

            if (!_reports.TryGetValue(name, out var reports)) { _reports.Add(name, reports = []); }

            return reports.Contains(report) || (reports.Count < MostADay && reports.Add(report));
        }
    }

    private UInt128 NameOf(string address)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Mailbox.Of(address)), hash);
        return BitConverter.ToUInt128(hash);
    }
}
