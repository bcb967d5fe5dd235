using System.Globalization;
using System.Text.Json;

namespace Hearback.Places;

/// <summary>
/// Shapes as GeoJSON (RFC 7946), in degrees or in metres on the British National Grid. A feature says what it is with the properties
/// <c>kind</c>, <c>code</c> and <c>name</c>; without a kind, an area with the code of a ward is a ward, another a block, and a line a street.
/// </summary>
internal static class GeoJson
{
    private const int MostPositions = 30_000;
    private const int LongestName = 120;

    /// <exception cref="RefusedException">Something is wrong; the sentence names the feature.</exception>
    public static IReadOnlyList<Shape> Read(string text)
    {
        using var json = Parse(text);
        if (json.RootElement is not { ValueKind: JsonValueKind.Object } root || Word(root, "type") is not "FeatureCollection" || !root.TryGetProperty("features", out var features) || features.ValueKind is not JsonValueKind.Array)
        {
            throw new RefusedException("The file must be a GeoJSON FeatureCollection");
        }

        var shapes = features.EnumerateArray().Select((feature, index) => ReadFeature(feature, index + 1)).ToList();
        if (shapes.Count is 0) { throw new RefusedException("The file has no features"); }

        return shapes.Sum(shape => shape.Lines.Sum(line => line.Count / 2)) <= MostPositions
            ? shapes
            : throw new RefusedException(string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostPositions:N0} positions, too many for a phone: simplify its lines"));
    }

    public static void Write(IEnumerable<Shape> shapes, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var shape in shapes)
        {
            // One feature a line, so that a change can be read.
            json.Flush();
            stream.WriteByte((byte)'\n');
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("properties");
            json.WriteString("kind", Word(shape.Kind));
            if (shape.Code is { } code) { json.WriteString("code", code); }

            if (shape.Name is { } name) { json.WriteString("name", name); }

            json.WriteEndObject();
            json.WriteStartObject("geometry");
            json.WriteString("type", shape.IsArea ? "MultiPolygon" : "MultiLineString");
            json.WriteStartArray("coordinates");
            foreach (var line in shape.Lines)
            {
                if (shape.IsArea) { json.WriteStartArray(); }

                json.WriteStartArray();
                for (var at = 0; at < line.Count; at += 2)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(line[at] / 1_000_000m);
                    json.WriteNumberValue(line[at + 1] / 1_000_000m);
                    json.WriteEndArray();
                }

                json.WriteEndArray();
                if (shape.IsArea) { json.WriteEndArray(); }
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Word(ShapeKind kind) => kind.ToString().ToLowerInvariant();

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException fault)
        {
            throw new RefusedException($"Line {fault.LineNumber + 1}: this is not GeoJSON");
        }
    }

    private static Shape ReadFeature(JsonElement feature, int number)
    {
        if (feature.ValueKind is not JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind is not JsonValueKind.Object || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            throw Wrong("it has no geometry");
        }

        var isArea = Word(geometry, "type") is "Polygon" or "MultiPolygon";
        IEnumerable<JsonElement> lines = Word(geometry, "type") switch
        {
            "LineString" => [coordinates],
            "MultiLineString" or "Polygon" => Parts(coordinates),
            "MultiPolygon" => Parts(coordinates).SelectMany(part => Parts(part)),
            _ => throw Wrong("its geometry must be a Polygon, a MultiPolygon, a LineString or a MultiLineString"),
        };
        var properties = feature.TryGetProperty("properties", out var said) && said.ValueKind is JsonValueKind.Object ? said : default;
        var (code, name) = (Text("code", Place.LongestWard), Text("name", LongestName));
        var shape = new Shape
        {
            Kind = Kind(isArea, code),
            Code = code,
            Name = name,
            Lines = [.. lines.Select(line => ReadLine(line, isArea))],
        };
        if (shape.IsArea != isArea) { throw Wrong($"a {Word(shape.Kind)} cannot be drawn as a {Word(geometry, "type")}"); }

        return shape.Kind is ShapeKind.Ward or ShapeKind.Neighbour && code is null ? throw Wrong($"a {Word(shape.Kind)} needs a code") : shape;

        ShapeKind Kind(bool isArea, string? code) => Text("kind", LongestName) switch
        {
            { } word => Enum.GetValues<ShapeKind>().Where(kind => Word(kind) == word).Cast<ShapeKind?>().FirstOrDefault() ?? throw Wrong($"kind must be one of {string.Join(", ", Enum.GetValues<ShapeKind>().Select(Word))}"),
            // The Office for National Statistics begins the codes of wards in England and in Wales so.
            null when isArea && code is ['E' or 'W', '0', '5', ..] => ShapeKind.Ward,
            null => isArea ? ShapeKind.Block : ShapeKind.Street,
        };

        string? Text(string field, int longest) => properties.ValueKind is JsonValueKind.Object ? Word(properties, field) switch
        {
            null or "" => null,
            { } text => text.Length <= longest ? text : throw Wrong($"{field} must have {longest} characters or fewer"),
        } : null;

        List<int> ReadLine(JsonElement line, bool isRing)
        {
            var positions = Parts(line).Select(ReadPosition).ToList();
            if (positions.Count < (isRing ? 4 : 2)) { throw Wrong(isRing ? "an area needs at least four positions, of which the last is the first" : "a line needs at least two positions"); }

            return isRing && positions[0] != positions[^1] ? throw Wrong("an area must end where it begins") : [.. positions.SelectMany(at => new[] { at.Longitude, at.Latitude })];
        }

        (int Longitude, int Latitude) ReadPosition(JsonElement position)
        {
            var numbers = Parts(position).Take(2).Select(number => number.ValueKind is JsonValueKind.Number && number.TryGetDouble(out var value) ? value : double.NaN).ToList();
            if (numbers is [var x, var y])
            {
                if (new Wgs84(x, y).IsOnGrid) { return (Millionths(x), Millionths(y)); }

                if (x is > 3 and < 700_000 && y is > 61 and < 1_300_000 && Wgs84.Of(new((int)x, (int)y)) is var at && at.IsOnGrid) { return (Millionths(at.Longitude), Millionths(at.Latitude)); }
            }

            throw Wrong("a position must be longitude and latitude in Great Britain, or metres on the British National Grid");
        }

        JsonElement.ArrayEnumerator Parts(JsonElement element) => element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : throw Wrong("its coordinates cannot be read");

        RefusedException Wrong(string what) => new($"Feature {number}: {what}");
    }

    private static int Millionths(double degrees) => (int)Math.Round(degrees * 1e6);

    private static string? Word(JsonElement element, string field) => element.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
