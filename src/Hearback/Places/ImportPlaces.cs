using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Places;

/// <summary>
/// Adds a larger gazetteer to the pack's own places: a postcode file (columns <c>postcode, easting, northing, ward_code</c>)
/// or OS Open Names (https://www.ordnancesurvey.co.uk/products/os-open-names, without a heading). The same file again changes nothing.
/// </summary>
public sealed class ImportPlaces(HearbackDb db)
{
    private const int AtOnce = 2000;
    // Room for what our own code puts before it.
    private const int LongestId = Place.LongestCode - 4;
    private static readonly string[] PostcodeColumns = ["postcode", "easting", "northing"];

    // Positions of the columns of OS Open Names, as its technical specification lists them.
    private static class OpenNames
    {
        public const int Id = 0;
        public const int Name = 2;
        public const int LocalType = 7;
        public const int Easting = 8;
        public const int Northing = 9;
        public const int Columns = 34;
    }

    /// <summary>
    /// Imports all of the file or nothing, and says how many places of gazetteers there are then. <paramref name="progress"/> hears how many are written.
    /// What <paramref name="together"/> adds is saved with it.
    /// </summary>
    /// <exception cref="RefusedException">The file is neither of the two, or a row is wrong; the sentence names the line.</exception>
    public async Task<int> FromAsync(string file, IProgress<int>? progress, CancellationToken stop, Action<HearbackDb>? together = null)
    {
        Dictionary<string, Place> places;
        try
        {
            places = Read(file);
        }
        catch (BadDataException fault)
        {
            throw new RefusedException($"Line {fault.Context?.Parser?.RawRow}: a quotation mark stands where none may be");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var codes = places.Keys.ToList();
        foreach (var chunk in codes.Chunk(500)) { await db.Places.Where(place => !place.OfPack && chunk.Contains(place.Code)).ExecuteDeleteAsync(stop); }

        foreach (var (number, chunk) in places.Values.Chunk(AtOnce).Index())
        {
            db.Places.AddRange(chunk);
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
            progress?.Report((number * AtOnce) + chunk.Length);
        }

        together?.Invoke(db);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return await db.Places.CountAsync(place => !place.OfPack, stop);
    }

    private static Dictionary<string, Place> Read(string file)
    {
        if (!File.Exists(file)) { throw new RefusedException("There is no such file"); }

        using var reader = new StreamReader(file);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, TrimOptions = TrimOptions.Trim, MissingFieldFound = null });
        if (!csv.Read()) { throw new RefusedException("The file is empty"); }

        var first = csv.Parser.Record ?? [];
        if (PostcodeColumns.All(first.Contains)) { return Rows(csv, row => Postcode(row, first), skipFirst: true); }

        return first.Length is OpenNames.Columns
            ? Rows(csv, OpenName, skipFirst: false)
            : throw new RefusedException("The first line must name the columns postcode, easting, northing and ward_code, or the file must be OS Open Names");
    }

    private static Dictionary<string, Place> Rows(CsvReader csv, Func<Row, Place?> read, bool skipFirst)
    {
        var places = new Dictionary<string, Place>();
        if (skipFirst && !csv.Read()) { return places; }

        do
        {
            if (read(new Row(csv)) is { } place) { places[place.Code] = place; }
        }
        while (csv.Read());
        return places;
    }

    private static Place Postcode(Row row, string[] columns)
    {
        var postcode = row.Text(Array.IndexOf(columns, "postcode"), "the postcode", Place.LongestPostcode);
        var ward = Array.IndexOf(columns, "ward_code");
        return new Place(Code("pc", postcode), postcode, PlaceKind.Postcode, row.Spot(Array.IndexOf(columns, "easting"), Array.IndexOf(columns, "northing")),
            ward < 0 || row.IsEmpty(ward) ? null : row.Text(ward, "the code of the ward", Place.LongestWard), postcode);
    }

    private static Place? OpenName(Row row)
    {
        PlaceKind? kind = row.Csv.GetField(OpenNames.LocalType) switch
        {
            "Postcode" => PlaceKind.Postcode,
            "Named Road" or "Section Of Named Road" => PlaceKind.Street,
            "Railway Station" or "London Underground Station" => PlaceKind.Station,
            "Suburban Area" or "Village" or "Hamlet" or "Other Settlement" => PlaceKind.Landmark,
            _ => null,
        };
        return kind is { } known ? new Place(Code("osn", row.Text(OpenNames.Id, "the ID", LongestId)), row.Text(OpenNames.Name, "the name", Place.LongestName), known, row.Spot(OpenNames.Easting, OpenNames.Northing), ward: null) : null;
    }

    private static string Code(string source, string id) => $"{source}-{id.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()}";

    private sealed record Row(CsvReader Csv)
    {
        public bool IsEmpty(int column) => string.IsNullOrEmpty(Csv.GetField(column));

        public string Text(int column, string what, int longest) =>
            Csv.GetField(column) is { Length: > 0 } text && text.Length <= longest ? text : throw Wrong($"{what} must have 1 to {longest} characters");

        public Spot Spot(int easting, int northing) => new(Metres(easting, 700_000), Metres(northing, 1_300_000));

        private int Metres(int column, int most) =>
            double.TryParse(Csv.GetField(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var metres) && metres >= 0 && metres <= most
                ? (int)metres
                : throw Wrong("easting and northing must be metres on the British National Grid");

        private RefusedException Wrong(string what) => new($"Line {Csv.Parser.RawRow}: {what}");
    }
}
