using System.Security.Cryptography;
using System.Text;
using Hearback.Notices;

namespace Hearback.Reports;

/// <summary>
/// Counts by mailbox, within a day or an hour. Addresses are known here only by a hash under a key that lives and dies with the process;
/// nothing is written anywhere.
/// </summary>
internal sealed class FewOfEach(int most)
{
    private const int MostAddresses = 50_000;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<UInt128, HashSet<Guid>> _counted = [];
    private readonly Lock _lock = new();
    private long _period;

    /// <summary>Whether one more may pass. The same again counts once; a new period forgets all.</summary>
    public bool MayPass(string address, Guid what, long period)
    {
        var name = NameOf(address);
        lock (_lock)
        {
            if (_period != period || _counted.Count >= MostAddresses)
            {
                _counted.Clear();
                _period = period;
            }

            if (!_counted.TryGetValue(name, out var passed)) { _counted.Add(name, passed = []); }

            return passed.Contains(what) || (passed.Count < most && passed.Add(what));
        }
    }

    private UInt128 NameOf(string address)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Mailbox.Of(address)), hash);
        return BitConverter.ToUInt128(hash);
    }
}
