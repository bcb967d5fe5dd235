using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Places;

/// <summary>What sort of place a name stands for.</summary>
public enum PlaceKind
{
    Estate,
    Block,
    Street,
    Park,
    Station,
    Landmark,
    Service,
    Postcode,
}

/// <summary>A named spot that a resident can pick. Positions are British National Grid, in metres.</summary>
public sealed class Place
{
    public const int LongestCode = 80;
    public const int LongestName = 120;
    public const int LongestWard = 20;
    public const int LongestPostcode = 10;
    public const int LongestAlso = 300;

    private readonly List<PlaceWord> _words = [];

    public Place(string code, string name, PlaceKind kind, Spot spot, string? ward, string? postcode = null, IReadOnlyList<string>? also = null)
    {
        Code = code;
        Name = name;
        Kind = kind;
        Easting = spot.Easting;
        Northing = spot.Northing;
        Ward = ward;
        Postcode = postcode;
        Also = string.Join(';', also ?? []);
        foreach (var word in SearchWords.Of([name, postcode ?? "", .. also ?? []])) { _words.Add(new PlaceWord { Word = word }); }
    }

    private Place()
    {
    }

    public int Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public PlaceKind Kind { get; private set; }

    public int Easting { get; private set; }

    public int Northing { get; private set; }

    public string? Ward { get; private set; }

    public string? Postcode { get; private set; }

    /// <summary>Other names people use, separated by semicolons.</summary>
    public string Also { get; private set; } = "";

    /// <summary>True for a place of the pack, which may be named in clear; a postcode or a gazetteer's row is too exact for that.</summary>
    public bool OfPack { get; internal set; }

    public Spot Spot => new(Easting, Northing);

    internal IReadOnlyList<PlaceWord> Words => _words;
}

/// <summary>One word under which a place is found.</summary>
internal sealed class PlaceWord
{
    public int PlaceId { get; private set; }

    public required string Word { get; init; }
}

/// <summary>A position on the British National Grid, in metres.</summary>
public readonly record struct Spot(int Easting, int Northing)
{
    private const int MostEasting = 700_000, MostNorthing = 1_300_000;

    /// <summary>The spot, if there can be one there: null for half a spot, and for one that the grid does not reach.</summary>
    public static Spot? OnGrid(int? easting, int? northing) => easting is >= 0 and <= MostEasting && northing is >= 0 and <= MostNorthing ? new(easting.Value, northing.Value) : null;

    /// <summary>The 100 m square in which the spot lies: all that is ever kept of it in clear.</summary>
    public Cell Cell => new(Easting / 100, Northing / 100);

    public long SquaredDistanceTo(Spot other)
    {
        long east = Easting - other.Easting, north = Northing - other.Northing;
        return (east * east) + (north * north);
    }
}

/// <summary>A 100 m square of the British National Grid, named by its south-west corner in hundreds of metres.</summary>
public readonly record struct Cell(int X, int Y);

internal sealed class PlaceMapping : IEntityTypeConfiguration<Place>, IEntityTypeConfiguration<PlaceWord>
{
    public void Configure(EntityTypeBuilder<Place> builder)
    {
        builder.ToTable("places");
        builder.Property(p => p.Code).HasMaxLength(Place.LongestCode);
        builder.Property(p => p.Name).HasMaxLength(Place.LongestName);
        builder.Property(p => p.Ward).HasMaxLength(Place.LongestWard);
        builder.Property(p => p.Postcode).HasMaxLength(Place.LongestPostcode);
        builder.Property(p => p.Also).HasMaxLength(Place.LongestAlso);
        builder.Ignore(p => p.Spot);
        builder.HasIndex(p => p.Code).IsUnique();
        // The few places of the pack among a gazetteer's many, for the map beside a report.
        builder.HasIndex(p => new { p.OfPack, p.Easting, p.Northing });
        builder.HasMany(p => p.Words).WithOne().HasForeignKey(w => w.PlaceId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(p => p.Words).HasField("_words");
    }

    public void Configure(EntityTypeBuilder<PlaceWord> builder)
    {
        builder.ToTable("place_words");
        builder.HasKey(w => new { w.Word, w.PlaceId });
        builder.Property(w => w.Word).HasMaxLength(60);
    }
}
