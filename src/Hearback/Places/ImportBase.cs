using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Places;

/// <summary>Takes over what a map is drawn of: output areas, wards, streets. A kind of shape that comes again stands for the earlier ones, and for the pack's own.</summary>
public sealed class ImportBase(HearbackDb db)
{
    private const long Largest = 20 * 1024 * 1024;

    /// <summary>Imports all of the file or nothing, and says how many shapes of each kind that were. What <paramref name="together"/> adds is saved with it.</summary>
    /// <exception cref="RefusedException">The file cannot be read; the sentence names the line or the feature.</exception>
    public async Task<IReadOnlyDictionary<ShapeKind, int>> FromAsync(string file, CancellationToken stop, Action<HearbackDb>? together = null)
    {
        if (!File.Exists(file)) { throw new RefusedException("There is no such file"); }

        if (new FileInfo(file).Length > Largest) { throw new RefusedException("The file is larger than 20 MB: a map for phones needs far less"); }

        var kinds = GeoJson.Read(await File.ReadAllTextAsync(file, stop)).GroupBy(shape => shape.Kind).ToDictionary(kind => kind.Key, kind => kind.ToList());
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var number = (await db.BaseMaps.MaxAsync(map => (int?)map.Number, stop) ?? 0) + 1;
        var known = kinds.Keys.ToList();
        await db.BaseMaps.Where(map => known.Contains(map.Kind)).ExecuteDeleteAsync(stop);
        db.BaseMaps.AddRange(kinds.Select(kind => new BaseMap(kind.Key, kind.Value, number)));
        together?.Invoke(db);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Count);
    }
}
