using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Places;

/// <summary>What a line on the map stands for.</summary>
public enum ShapeKind
{
    /// <summary>The edge of the whole area that the partnership answers for.</summary>
    Limit,
    Ward,

    /// <summary>The area of somebody else, named by the code of the pack's neighbour.</summary>
    Neighbour,

    /// <summary>Ground between streets, such as a census output area: drawn, and nothing else.</summary>
    Block,
    Park,
    Water,
    Street,
    Railway,
}

/// <summary>One thing on the map: an area, whose lines are rings, or a street, railway or canal.</summary>
public sealed record Shape
{
    public required ShapeKind Kind { get; init; }

    public string? Code { get; init; }

    public string? Name { get; init; }

    /// <summary>Longitude and latitude by turns, in millionths of a degree.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Lines { get; init; }

    public bool IsArea => Kind is not (ShapeKind.Street or ShapeKind.Railway or ShapeKind.Water);
}

/// <summary>All shapes of one kind that were imported beside the pack's own, which they then stand for. Public ground, nothing of a report.</summary>
public sealed class BaseMap
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public BaseMap(ShapeKind kind, IReadOnlyList<Shape> shapes, int number) => (Kind, Content, Number) = (kind, JsonSerializer.Serialize(shapes, Json), number);

    private BaseMap()
    {
    }

    public ShapeKind Kind { get; private set; }

    public string Content { get; private set; } = "";

    /// <summary>Counts the imports, so that another process sees that there was one.</summary>
    public int Number { get; private set; }

    public IReadOnlyList<Shape> Read() => JsonSerializer.Deserialize<List<Shape>>(Content, Json) ?? throw new InvalidOperationException("The stored map is empty.");
}

internal sealed class BaseMapMapping : IEntityTypeConfiguration<BaseMap>
{
    public void Configure(EntityTypeBuilder<BaseMap> builder)
    {
        builder.ToTable("base_maps");
        builder.HasKey(map => map.Kind);
    }
}
