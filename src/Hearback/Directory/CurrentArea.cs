using Hearback.Data;
using Hearback.Places;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Directory;

/// <summary>The map in force: the pack's shapes and what was imported in their stead. Held in memory from its first use on.</summary>
public sealed class CurrentArea(CurrentPack pack)
{
    private Held? _held;

    public async Task<AreaMap> NowAsync(HearbackDb db, CancellationToken stop)
    {
        var (now, newest) = (pack.Now, await db.BaseMaps.MaxAsync(map => (int?)map.Number, stop) ?? 0);
        if (_held is { } held && held.Pack == now && held.Newest == newest) { return held.Map; }

        var imported = await db.BaseMaps.AsNoTracking().ToListAsync(stop);
        var map = new AreaMap([.. now.Area.Where(shape => imported.TrueForAll(own => own.Kind != shape.Kind)), .. imported.SelectMany(own => own.Read())]);
        _held = new(now, newest, map);
        return map;
    }

    private sealed record Held(Pack Pack, int Newest, AreaMap Map);
}
