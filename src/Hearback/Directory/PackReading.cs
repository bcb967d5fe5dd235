using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;
using Hearback.Places;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;
using YamlDotNet.Serialization.NodeDeserializers;

namespace Hearback.Directory;

/// <summary>Reads a pack's folder, and collects every fault instead of stopping at the first.</summary>
internal sealed partial class PackReading(string folder)
{
    private const int LongestCode = 40;
    private const int LongestPhone = 20;
    private const int LongestWord = 40;
    private const int MostWords = 120;

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithNodeDeserializer(inner => new LineNoting(inner), where => where.InsteadOf<ObjectNodeDeserializer>())
        .Build();

    private readonly List<PackFault> _faults = [];

    public IReadOnlyList<PackFault> Faults => _faults;

    public PackWithPlaces? Read()
    {
        var about = Load<AboutFile>("pack.yaml");
        var organisations = Entries("organisations.yaml", Load<List<OrganisationFile>>("organisations.yaml"));
        foreach (var organisation in organisations) { organisation.Teams = Entries("organisations.yaml", organisation.Teams, organisation.Line); }

        var kinds = Load<CategoriesFile>("categories.yaml") ?? new();
        kinds.Groups = Entries("categories.yaml", kinds.Groups);
        kinds.Categories = Entries("categories.yaml", kinds.Categories);
        var standards = Load<Dictionary<string, StandardFile>>("standards.yaml") ?? [];
        var routing = Entries("routing.yaml", Load<List<RoutingFile>>("routing.yaml"));
        var glossary = Entries("glossary.yaml", Load<List<GlossaryFile>>("glossary.yaml"));
        var neighbours = Entries(PackFiles.Neighbours, Has(PackFiles.Neighbours) ? Load<List<NeighbourFile>>(PackFiles.Neighbours) : []);
        var questions = LoadQuestions();
        var review = Has(PackFiles.Review) ? Load<ReviewFile>(PackFiles.Review) : null;
        // A pack that was written before there were services has no such file.
        var services = Has(ServicesFile) ? Entries(ServicesFile, Load<List<ServiceFile>>(ServicesFile)) : [];
        var wards = Table("wards.csv", ["code", "name"], ReadWard);
        if (_faults.Count > 0)
        {
            CheckEachAlone(about, organisations, kinds, standards, glossary, questions);
            return null;
        }

        var wardCodes = wards.Select(ward => ward.Code).ToHashSet();
        var places = Table("places.csv", ["code", "name", "kind", "postcode", "easting", "northing", "ward", "also"], row => ReadPlace(row, wardCodes));
        var groups = (kinds.Groups ?? []).Select(ReadGroup).ToList();
        var teams = organisations.SelectMany(organisation => organisation.Teams ?? []);
        Unique("organisations.yaml", organisations.Select(o => (o.Code, o.Line)));
        Unique("organisations.yaml", teams.Select(t => (t.Code, t.Line)));
        Unique(PackFiles.Neighbours, neighbours.Select(n => (n.Code, n.Line)));
        Unique("wards.csv", wards.Select((ward, index) => ((string?)ward.Code, (long)index + 2)));
        Unique("places.csv", places.Select((place, index) => ((string?)place.Code, (long)index + 2)));

        List<Organisation> taken = [.. organisations.Select(ReadOrganisation)];
        var pack = new Pack
        {
            About = ReadAbout(about!),
            Organisations = taken,
            Review = ReadReview(review, taken),
            Groups = groups,
            Categories = ReadCategories(kinds, groups),
            Standards = ReadStandards(standards),
            Routing = [],
            Wards = wards,
            Glossary = [.. glossary.Select(ReadTerm)],
            Neighbours = [.. neighbours.Select(ReadNeighbour)],
            Area = Has(PackFiles.Area) ? ReadArea(wardCodes, neighbours) : [],
            FollowUps = ReadQuestions(questions, kinds),
        };
        var known = KnownCodes.Of(pack, places.Select(place => place.Code));
        pack = pack with { Routing = ReadRouting(routing, pack, known, places), Services = ReadServices(services, known) };

        foreach (var place in places) { place.OfPack = true; }

        return new PackWithPlaces(pack, places);
    }

    /// <summary>When a file cannot be read, the others are still checked, though not against each other: nobody mends one only to be told of the next.</summary>
    private void CheckEachAlone(AboutFile? about, List<OrganisationFile> organisations, CategoriesFile kinds, Dictionary<string, StandardFile> standards, List<GlossaryFile> glossary, List<FollowUpFile> questions)
    {
        if (about is not null) { ReadAbout(about); }

        foreach (var organisation in organisations) { ReadOrganisation(organisation); }

        var groups = (kinds.Groups ?? []).Select(ReadGroup).ToList();
        foreach (var category in kinds.Categories ?? []) { ReadCategory(category, groups); }

        if (standards.Count > 0) { ReadStandards(standards); }

        foreach (var term in glossary) { ReadTerm(term); }

        if (kinds.Categories is { Count: > 0 }) { ReadQuestions(questions, kinds); }
    }

    private PackAbout ReadAbout(AboutFile file)
    {
        const string name = "pack.yaml";
        var exit = Uri.TryCreate(file.ExitSite, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps ? site : null;
        if (exit is null) { Fault(name, file.Line, "exit_site must be a web address that begins with https://"); }

        var security = Uri.TryCreate(file.SecurityContact, UriKind.Absolute, out var contact) && (contact.Scheme == Uri.UriSchemeMailto || contact.Scheme == Uri.UriSchemeHttps) ? contact : null;
        if (security is null && file.SecurityContact is not null) { Fault(name, file.Line, "security_contact must begin with mailto: or https://"); }

        return new PackAbout
        {
            Code = Code(name, file.Line, file.Code),
            Name = Text(name, file.Line, "name", file.Name, 80),
            Partnership = Text(name, file.Line, "partnership", file.Partnership, 120),
            About = Text(name, file.Line, "about", file.About, 500),
            ExitSite = exit ?? new Uri("https://invalid.example"),
            EmergencyPhone = Text(name, file.Line, "emergency_phone", file.EmergencyPhone, LongestPhone),
            NonEmergencyPhone = Text(name, file.Line, "non_emergency_phone", file.NonEmergencyPhone, LongestPhone),
            CrimestoppersPhone = Text(name, file.Line, "crimestoppers_phone", file.CrimestoppersPhone, LongestPhone),
            MapSource = Optional(name, file.Line, "map_source", file.MapSource, 300),
            SecurityContact = security,
        };
    }

    private Organisation ReadOrganisation(OrganisationFile file)
    {
        const string name = "organisations.yaml";
        if (file.Homes is < 1 or > 10_000_000) { Fault(name, file.Line, "homes must be from 1 to 10000000"); }

        if (file.Homes is null != file.HomesAbout is null) { Fault(name, file.Line, "homes and homes_about go together: say where the number of homes is from, and of when"); }

        return new Organisation
        {
            Homes = file.Homes,
            HomesAbout = Optional(name, file.Line, "homes_about", file.HomesAbout, 200),
            Code = Code(name, file.Line, file.Code),
            Name = Text(name, file.Line, "name", file.Name, 80),
            Kind = Word<OrganisationKind>(name, file.Line, "kind", file.Kind),
            Teams = [.. (file.Teams ?? []).Select(team => new Team
            {
                Code = Code(name, team.Line, team.Code),
                Name = Text(name, team.Line, "name", team.Name, 80),
                Email = team.Email is { Length: <= 254 } && MimeKit.MailboxAddress.TryParse(team.Email, out var mailbox) && mailbox.Domain is { Length: > 0 } ? team.Email! : Fault(name, team.Line, "email must be the mailbox of the team's role"),
                Phone = Optional(name, team.Line, "phone", team.Phone, LongestPhone),
                About = Text(name, team.Line, "about", team.About, 300),
            })],
        };
    }

    private CategoryGroup ReadGroup(GroupFile file) => new()
    {
        Code = Code("categories.yaml", file.Line, file.Code),
        Name = Text("categories.yaml", file.Line, "name", file.Name, 60),
        Theme = Optional("categories.yaml", file.Line, "theme", file.Theme, 60),
    };

    private List<Category> ReadCategories(CategoriesFile kinds, List<CategoryGroup> groups)
    {
        var files = kinds.Categories ?? [];
        Unique("categories.yaml", (kinds.Groups ?? []).Select(g => (g.Code, g.Line)));
        Unique("categories.yaml", files.Select(c => (c.Code, c.Line)));
        if (files.All(file => file.OutOfUse)) { Fault("categories.yaml", 1, "The pack needs at least one category that can be chosen"); }

        return files.ConvertAll(category => ReadCategory(category, groups));
    }

    private Category ReadCategory(CategoryFile file, List<CategoryGroup> groups)
    {
        const string name = "categories.yaml";
        return new Category
        {
            Code = Code(name, file.Line, file.Code),
            Group = groups.Any(group => group.Code == file.Group) ? file.Group! : Fault(name, file.Line, $"There is no group '{file.Group}'"),
            Name = Text(name, file.Line, "name", file.Name, 60),
            Hint = Optional(name, file.Line, "hint", file.Hint, 100),
            ShortName = Text(name, file.Line, "short", file.Short, 24),
            Class = Word<NsirClass>(name, file.Line, "class", file.Class),
            Tier = Word<Tier>(name, file.Line, "tier", file.Tier),
            MetHeading = Optional(name, file.Line, "met_heading", file.MetHeading, 60),
            Private = file.Private,
            Welfare = file.Welfare,
            Hate = file.Hate,
            Advice = Optional(name, file.Line, "advice", file.Advice, 300),
            OutOfUse = file.OutOfUse,
            Words = ReadWords(file),
        };
    }

    private List<string> ReadWords(CategoryFile file)
    {
        const string name = "categories.yaml";
        var words = Entries(name, file.Words, file.Line);
        if (words.Count > MostWords) { Fault(name, file.Line, $"words must be {MostWords} or fewer"); }

        foreach (var word in words.Where(word => word.Length > LongestWord || SearchWords.Split(word).Count is 0)) { Fault(name, file.Line, $"Each of words must be words of 1 to {LongestWord} characters; '{word}' is not"); }

        foreach (var twice in words.GroupBy(word => string.Join(' ', SearchWords.Split(word))).Where(same => same.Count() > 1)) { Fault(name, file.Line, $"'{twice.Last()}' stands twice in words"); }

        return words;
    }

    private Dictionary<Tier, ServiceStandard> ReadStandards(Dictionary<string, StandardFile> files)
    {
        const string name = "standards.yaml";
        foreach (var (key, file) in files.Where(f => PackWords.Read<Tier>(f.Key) is null)) { Fault(name, file?.Line ?? 1, $"'{key}' is none of high, medium and standard"); }

        return Enum.GetValues<Tier>().ToDictionary(tier => tier, tier =>
        {
            var file = files.FirstOrDefault(f => PackWords.Read<Tier>(f.Key) == tier).Value;
            if (file is not { FirstReply: >= 1 and <= 60, NextUpdate: >= 1 and <= 60 })
            {
                Fault(name, file?.Line ?? 1, $"'{PackWords.Of(tier)}' needs first_reply and next_update, each from 1 to 60 working days");
            }

            if (file?.AskAfter is < 1 or > 60) { Fault(name, file.Line, "ask_after must be from 1 to 60 working days"); }

            return new ServiceStandard { FirstReply = file?.FirstReply ?? 1, NextUpdate = file?.NextUpdate ?? 1, AskAfter = file?.AskAfter ?? ServiceStandard.UsualAskAfter };
        });
    }

    private GlossaryTerm ReadTerm(GlossaryFile file) => new()
    {
        Term = Text("glossary.yaml", file.Line, "term", file.Term, 40),
        Means = Text("glossary.yaml", file.Line, "means", file.Means, 120),
        About = Text("glossary.yaml", file.Line, "about", file.About, 300),
    };

    private Neighbour ReadNeighbour(NeighbourFile file)
    {
        const string name = PackFiles.Neighbours;
        var site = Uri.TryCreate(file.Site, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : null;
        if (file.Site is not null && site is null) { Fault(name, file.Line, "site must be a web address that begins with https://"); }

        foreach (var wrong in (file.Postcodes ?? []).Where(district => !Postcode.IsDistrict(district))) { Fault(name, file.Line, $"'{wrong}' is not the first half of a postcode, such as EC1V"); }

        return new Neighbour
        {
            Code = Code(name, file.Line, file.Code),
            Name = Text(name, file.Line, "name", file.Name, 80),
            About = Text(name, file.Line, "about", file.About, 300),
            Phone = Optional(name, file.Line, "phone", file.Phone, LongestPhone),
            Site = site,
            Postcodes = file.Postcodes ?? [],
        };
    }

    private IReadOnlyList<Shape> ReadArea(HashSet<string> wards, List<NeighbourFile> neighbours)
    {
        try
        {
            var shapes = GeoJson.Read(File.ReadAllText(Path.Combine(folder, PackFiles.Area)));
            foreach (var ward in shapes.Where(shape => shape.Kind is ShapeKind.Ward && !wards.Contains(shape.Code!))) { Fault(PackFiles.Area, 1, $"There is no ward '{ward.Code}'"); }

            foreach (var other in shapes.Where(shape => shape.Kind is ShapeKind.Neighbour && neighbours.All(neighbour => neighbour.Code != shape.Code))) { Fault(PackFiles.Area, 1, $"There is no neighbour '{other.Code}'"); }

            return shapes;
        }
        catch (RefusedException refused)
        {
            Fault(PackFiles.Area, 1, refused.Message);
            return [];
        }
    }

    private Ward ReadWard(Row row) => new()
    {
        Code = Text("wards.csv", row.Line, "code", row.Text("code"), Place.LongestWard),
        Name = Text("wards.csv", row.Line, "name", row.Text("name"), 80),
    };

    private Place ReadPlace(Row row, HashSet<string> wards)
    {
        var ward = row.Text("ward");
        var also = row.Text("also").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Optional("places.csv", row.Line, "also", string.Join(';', also), Place.LongestAlso);
        if (ward.Length > 0 && !wards.Contains(ward)) { Fault("places.csv", row.Line, $"There is no ward '{ward}'"); }

        return new Place(
            Code("places.csv", row.Line, row.Text("code")),
            Text("places.csv", row.Line, "name", row.Text("name"), Place.LongestName),
            Word<PlaceKind>("places.csv", row.Line, "kind", row.Text("kind")),
            new Spot(row.Metres("easting", 700_000), row.Metres("northing", 1_300_000)),
            ward.Length > 0 ? ward : null,
            Optional("places.csv", row.Line, "postcode", row.Text("postcode"), Place.LongestPostcode),
            also);
    }

    private bool Has(string name) => File.Exists(Path.Combine(folder, name));

    private T? Load<T>(string name) where T : class
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Fault(name, 1, "This file is missing");
            return null;
        }

        try
        {
            var content = Yaml.Deserialize<T?>(File.ReadAllText(path));
            if (content is null) { Fault(name, 1, "This file is empty"); }

            return content;
        }
        catch (YamlException fault)
        {
            var why = (fault.InnerException ?? fault).Message;
            Fault(name, fault.Start.Line, UnknownField().Match(why) is { Success: true } field ? $"There is no field '{field.Groups[1].Value}' here" : why);
            return null;
        }
    }

    [GeneratedRegex("^Property '(.*)' not found on type ")]
    private static partial Regex UnknownField();

    private List<T> Table<T>(string name, string[] columns, Func<Row, T> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Fault(name, 1, "This file is missing");
            return [];
        }

        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader() || columns.Except(csv.HeaderRecord ?? []).Any())
        {
            Fault(name, 1, $"The first line must name the columns {string.Join(", ", columns)}");
            return [];
        }

        var rows = new List<T>();
        try
        {
            while (csv.Read()) { rows.Add(read(new Row(this, name, csv))); }
        }
        catch (BadDataException)
        {
            Fault(name, csv.Parser.RawRow, "This line cannot be read: a quotation mark stands where none may be");
        }

        return rows;
    }

    /// <summary>A dash with nothing after it is read as nothing at all.</summary>
    private List<T> Entries<T>(string name, List<T>? entries, long line = 1) where T : class
    {
        if (entries?.Contains(null!) is true) { Fault(name, line, "An entry of the list is empty"); }

        return [.. (entries ?? []).Where(entry => entry is not null)];
    }

    private void Unique(string file, IEnumerable<(string? Code, long Line)> codes)
    {
        var seen = new HashSet<string>();
        foreach (var (code, line) in codes.Where(c => c.Code is not null && !seen.Add(c.Code))) { Fault(file, line, $"'{code}' is used twice"); }
    }

    private string Code(string file, long line, string? code) =>
        code is { Length: > 0 and <= LongestCode } && code.All(sign => sign is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            ? code
            : Fault(file, line, $"code must be 1 to {LongestCode} small letters, digits and dashes");

    private string Text(string file, long line, string field, string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest ? text : Fault(file, line, $"{field} must have 1 to {longest} characters");

    private string? Optional(string file, long line, string field, string? text, int longest) =>
        string.IsNullOrEmpty(text) ? null : Text(file, line, field, text, longest);

    private T Word<T>(string file, long line, string field, string? text) where T : struct, Enum
    {
        if (PackWords.Read<T>(text) is { } value) { return value; }

        Fault(file, line, $"{field} must be one of {string.Join(", ", Enum.GetValues<T>().Select(PackWords.Of))}");
        return default;
    }

    private string Fault(string file, long line, string text)
    {
        _faults.Add(new PackFault(file, line, text));
        return "";
    }

    private sealed record Row(PackReading Reading, string File, CsvReader Csv)
    {
        public long Line => Csv.Parser.RawRow;

        public string Text(string column) => Csv.GetField(column) ?? "";

        public int Metres(string column, int most)
        {
            if (int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var metres) && metres <= most) { return metres; }

            Reading.Fault(File, Line, $"{column} must be a whole number of metres on the British National Grid");
            return 0;
        }
    }
}
