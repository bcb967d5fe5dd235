using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Places;

/// <summary>The names of all places, read when somebody first looks for one, and anew when places were added, by whichever process.</summary>
public sealed class KnownNames(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private NameIndex? _held;

    public void Dispose() => _reading.Dispose();

    /// <summary>The names as they are now. Places that were taken away since are still in it; whoever looks them up finds nothing.</summary>
    internal async Task<NameIndex> NowAsync(HearbackDb db, CancellationToken stop)
    {
        var newest = await db.Places.MaxAsync(place => (int?)place.Id, stop) ?? 0;
        if (_held is { } held && held.Newest == newest) { return held; }

        // All who look meanwhile wait for one reading, which goes on when the first of them leaves.
        await _reading.WaitAsync(stop);
        try
        {
            return _held?.Newest == newest ? _held : _held = await ReadAsync(newest);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<NameIndex> ReadAsync(int newest)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
        var ids = await db.Places.OrderByDescending(place => place.OfPack).ThenBy(place => place.Name).ThenBy(place => place.Id).Select(place => place.Id).ToArrayAsync();
        var words = db.Set<PlaceWord>().OrderBy(word => word.Word).Select(word => new { word.Word, word.PlaceId }).AsAsyncEnumerable();
        return await NameIndex.OfAsync(newest, ids, words.Select(word => (word.Word, word.PlaceId)));
    }
}
