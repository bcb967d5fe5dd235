using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Hearback.Places;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hearback.Directory;

/// <summary>One thing wrong in a pack: which file, which line, and what to do.</summary>
public sealed record PackFault(string File, long Line, string Text)
{
    public override string ToString() => $"{File}:{Line}: {Text}";
}

/// <summary>A pack is not taken over, not even in part, while anything in it is wrong.</summary>
public sealed class PackRefusedException(IReadOnlyList<PackFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<PackFault> Faults { get; } = faults;
}

/// <summary>Reads and writes the folder of plain files that defines one partnership.</summary>
public static class PackFiles
{
    // A pack may do without these two.
    internal const string Neighbours = "neighbours.yaml";
    internal const string Area = "area.geojson";

    /// <summary>Without it, what holds where an area has set nothing.</summary>
    internal const string Review = "review.yaml";

    /// <summary>Reads the whole pack and checks all of it.</summary>
    /// <exception cref="PackRefusedException">Something is wrong; every fault is named.</exception>
    /// <exception cref="RefusedException">There is no such folder.</exception>
    public static PackWithPlaces Read(string folder)
    {
        if (!System.IO.Directory.Exists(folder)) { throw new RefusedException($"There is no folder {folder}"); }

        var reading = new PackReading(folder);
        var pack = reading.Read();
        return reading.Faults.Count is 0 ? pack! : throw new PackRefusedException(reading.Faults);
    }

    /// <summary>Writes what <see cref="Read"/> reads back as the same pack.</summary>
    public static void Write(string folder, PackWithPlaces pack)
    {
        System.IO.Directory.CreateDirectory(folder);
        var yaml = new SerializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance)
            .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitDefaults | DefaultValuesHandling.OmitEmptyCollections)
            .WithIndentedSequences().Build();
        Save("pack.yaml", AboutFile.Of(pack.Pack.About));
        Save("organisations.yaml", pack.Pack.Organisations.Select(OrganisationFile.Of).ToList());
        Save("categories.yaml", CategoriesFile.Of(pack.Pack));
        Save("standards.yaml", pack.Pack.Standards.OrderByDescending(s => s.Key)
            .ToDictionary(s => PackWords.Of(s.Key), s => new StandardFile { FirstReply = s.Value.FirstReply, NextUpdate = s.Value.NextUpdate, AskAfter = s.Value.AskAfter is ServiceStandard.UsualAskAfter ? null : s.Value.AskAfter }));
        Save("routing.yaml", pack.Pack.Routing.Select(RoutingFile.Of).ToList());
        Save("glossary.yaml", pack.Pack.Glossary.Select(g => new GlossaryFile { Term = g.Term, Means = g.Means, About = g.About }).ToList());
        Save("services.yaml", pack.Pack.Services.Select(ServiceFile.Of).ToList());
        Save(Review, ReviewFile.Of(pack.Pack.Review));
        if (pack.Pack.Neighbours.Count > 0) { Save(Neighbours, pack.Pack.Neighbours.Select(NeighbourFile.Of).ToList()); }

        if (pack.Pack.Area.Count > 0)
        {
            using var area = File.Create(Path.Combine(folder, Area));
            GeoJson.Write(pack.Pack.Area, area);
        }

        Table("wards.csv", ["code", "name"], pack.Pack.Wards.Select(w => new[] { w.Code, w.Name }));
        Save("questions.yaml", pack.Pack.FollowUps.Select(FollowUpFile.Of).ToList());
        Table("places.csv", ["code", "name", "kind", "postcode", "easting", "northing", "ward", "also"], pack.Places.Select(p => new[]
        {
            p.Code, p.Name, PackWords.Of(p.Kind), p.Postcode ?? "",
            p.Easting.ToString(CultureInfo.InvariantCulture), p.Northing.ToString(CultureInfo.InvariantCulture), p.Ward ?? "", p.Also,
        }));

        void Save(string name, object content) => File.WriteAllText(Path.Combine(folder, name), yaml.Serialize(content));

        void Table(string name, string[] heading, IEnumerable<string[]> rows)
        {
            using var writer = new StreamWriter(Path.Combine(folder, name));
            using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
            foreach (var row in rows.Prepend(heading))
            {
                foreach (var cell in row) { csv.WriteField(cell); }

                csv.NextRecord();
            }
        }
    }
}

/// <summary>Enum members as the files write them: small letters.</summary>
internal static class PackWords
{
    public static string Of<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T? Read<T>(string? text) where T : struct, Enum =>
        text is { Length: > 0 } && !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;
}
