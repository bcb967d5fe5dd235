using System.Text.Json.Serialization;
using Hearback.Places;

namespace Hearback.Directory;

/// <summary>Kind of behaviour as the National Standard for Incident Recording classes it.</summary>
public enum NsirClass
{
    /// <summary>Aimed at, or felt by, one person or group.</summary>
    Personal,

    /// <summary>Felt by the community at large.</summary>
    Nuisance,

    /// <summary>Felt by the surroundings: streets, buildings, parks.</summary>
    Environmental,
}

/// <summary>How urgent a report is. Greater is more urgent.</summary>
public enum Tier
{
    Standard,
    Medium,
    High,
}

/// <summary>
/// All that defines one partnership, as its pack's files say it and as it was checked: every code in it resolves.
/// </summary>
public sealed record Pack
{
    public required PackAbout About { get; init; }

    public required IReadOnlyList<Organisation> Organisations { get; init; }

    public required IReadOnlyList<CategoryGroup> Groups { get; init; }

    public required IReadOnlyList<Category> Categories { get; init; }

    public required IReadOnlyDictionary<Tier, ServiceStandard> Standards { get; init; }

    /// <summary>How the ASB Case Review is run here.</summary>
    public ReviewRules Review { get; init; } = new();

    public required IReadOnlyList<RoutingRule> Routing { get; init; }

    public required IReadOnlyList<Ward> Wards { get; init; }

    public required IReadOnlyList<GlossaryTerm> Glossary { get; init; }

    /// <summary>Who answers beyond the edge of the area.</summary>
    public IReadOnlyList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>What the map is drawn of: wards, main streets, railways.</summary>
    public IReadOnlyList<Shape> Area { get; init; } = [];

    /// <summary>What is asked for some categories only, in the order in which it is asked.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>Whom people can turn to. Packs that were stored before there was a directory have none.</summary>
    public IReadOnlyList<ListedService> Services { get; init; } = [];

    public ListedService? Service(string? code) => Services.FirstOrDefault(service => service.Code == code);

    /// <summary>Whom people can turn to about the category there: what is not known of the three shuts nothing out. In the order of the pack.</summary>
    public IEnumerable<ListedService> ServicesFor(string? category, string? ward, string? place) =>
        Services.Where(service => service.HelpsWith(category) && service.Area.Covers(ward, place));

    /// <summary>What a new report can be about.</summary>
    [JsonIgnore]
    public IEnumerable<Category> InUse => Categories.Where(category => !category.OutOfUse);
    /// <summary>The service whose task the kind of behaviour is there, and not ours; null when it is ours.</summary>
    public ListedService? OwnerOf(string? category, string? ward, string? place) =>
        category is null ? null : Services.FirstOrDefault(service => service.Owns.Contains(category) && service.Area.Covers(ward, place));

    public Category? Category(string? code) => Categories.FirstOrDefault(category => category.Code == code);

    public CategoryGroup GroupOf(Category category) => Groups.First(group => group.Code == category.Group);

    public FollowUp? FollowUp(string? code) => FollowUps.FirstOrDefault(question => question.Code == code);

    /// <summary>Where a report stands whose kind nobody has said yet: the group "other", or the last category where a pack has no such group.</summary>
    public Category AnythingElse => InUse.FirstOrDefault(category => category.Group is "other") ?? InUse.Last();

    public Team? Team(string? code) => Teams.FirstOrDefault(team => team.Code == code);

    public IEnumerable<Team> Teams => Organisations.SelectMany(organisation => organisation.Teams);

    public Ward? Ward(string? code) => Wards.FirstOrDefault(ward => ward.Code == code);

    public Neighbour? Neighbour(string? code) => Neighbours.FirstOrDefault(neighbour => neighbour.Code == code);

    /// <summary>The neighbour to whom a postcode's district belongs: the letters and digits before its space.</summary>
    public Neighbour? NeighbourOf(Postcode postcode) => Neighbours.FirstOrDefault(neighbour => neighbour.Postcodes.Contains(postcode.District, StringComparer.Ordinal));

    public Organisation? Organisation(string? code) => Organisations.FirstOrDefault(organisation => organisation.Code == code);

    public Organisation OrganisationOf(Team team) => Organisations.First(organisation => organisation.Teams.Contains(team));

    /// <summary>A team and whose it is, as a resident reads it: "Safer Neighbourhood Team (Metropolitan Police)". A team that left the pack is named by its code.</summary>
    public string InFull(string team) => Team(team) is { } known ? $"{known.Name} ({OrganisationOf(known).Name})" : team;

    /// <summary>The first rule that fits. No pack is in force in which a case is left without one (<see cref="RoutedCase.WithoutTeam"/>).</summary>
    public RoutingRule RouteFor(string category, string? ward, string? place, DateTimeOffset now) =>
        Routing.First(rule => rule.Fits(category, ward, place, now));

    /// <summary>The team that answers to the reporter while a service has the report: never the service's own, if there is another.</summary>
    public RoutingRule RouteBeside(ListedService service, string category, string? ward, string? place, DateTimeOffset now) =>
        Routing.FirstOrDefault(rule => rule.To != service.Team && rule.Fits(category, ward, place, now)) ?? RouteFor(category, ward, place, now);
}

/// <summary>The partnership itself.</summary>
public sealed record PackAbout
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Partnership { get; init; }

    public required string About { get; init; }

    /// <summary>Where "Exit this page" leads: a site that anyone might be reading.</summary>
    public required Uri ExitSite { get; init; }

    public required string EmergencyPhone { get; init; }

    public required string NonEmergencyPhone { get; init; }

    public required string CrimestoppersPhone { get; init; }

    /// <summary>Whose data the map and the positions of the places are drawn from, as their licence asks; null when it asks for nothing.</summary>
    public string? MapSource { get; init; }

    /// <summary>Where to tell us of a weakness of this service: an email address as <c>mailto:</c>, or a web address. Null when the pack names none.</summary>
    public Uri? SecurityContact { get; init; }
}

public enum OrganisationKind
{
    Council,
    Police,
    Landlord,
    Health,
    Charity,
    Residents,
    Other,
}

public sealed record Organisation
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required OrganisationKind Kind { get; init; }

    public IReadOnlyList<Team> Teams { get; init; } = [];

    /// <summary>The homes that it lets, of a landlord who reports antisocial behaviour per 1,000 of them.</summary>
    public int? Homes { get; init; }

    /// <summary>Where that number is from, and of when.</summary>
    public string? HomesAbout { get; init; }
}

public sealed record Team
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The mailbox of the role, to which the team's notices go; never a person's.</summary>
    public required string Email { get; init; }

    public string? Phone { get; init; }

    public required string About { get; init; }
}

public sealed record CategoryGroup
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The theme under which the action plan speaks of it, where there is one.</summary>
    public string? Theme { get; init; }
}

/// <summary>A kind of behaviour in residents' words.</summary>
public sealed record Category
{
    public required string Code { get; init; }

    public required string Group { get; init; }

    public required string Name { get; init; }

    public string? Hint { get; init; }

    /// <summary>The name for a staff queue.</summary>
    public required string ShortName { get; init; }

    public required NsirClass Class { get; init; }

    public required Tier Tier { get; init; }

    /// <summary>The heading under which the Metropolitan Police count it, where there is one.</summary>
    public string? MetHeading { get; init; }

    /// <summary>Never shown to neighbours and never counted in public for a place.</summary>
    public bool Private { get; init; }

    /// <summary>A person who needs help, never a matter for enforcement.</summary>
    public bool Welfare { get; init; }

    /// <summary>Whether it is hate, of which landlords report the cases apart.</summary>
    public bool Hate { get; init; }

    public string? Advice { get; init; }

    /// <summary>Nobody can choose it any more; reports that are of it keep it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OutOfUse { get; init; }

    /// <summary>What residents call it, single words and short phrases, by which it is suggested to whoever says it in plain words.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>The working days within which a first reply, and then each next update, is due.</summary>
public sealed record ServiceStandard
{
    public required int FirstReply { get; init; }

    public required int NextUpdate { get; init; }

    /// <summary>The working days after which we ask whether it worked, when a report was handed over to a service.</summary>
    public int AskAfter { get; init; } = UsualAskAfter;

    public const int UsualAskAfter = 5;
}

public sealed record Ward
{
    public required string Code { get; init; }

    public required string Name { get; init; }
}

/// <summary>Whose it is beyond the edge of the area, and whom to turn to there.</summary>
public sealed record Neighbour
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Who answers there, in a sentence or two.</summary>
    public required string About { get; init; }

    public string? Phone { get; init; }

    public Uri? Site { get; init; }

    /// <summary>Postcode districts that are theirs alone, such as EC1V.</summary>
    public IReadOnlyList<string> Postcodes { get; init; } = [];
}

public sealed record GlossaryTerm
{
    public required string Term { get; init; }

    public required string Means { get; init; }

    public required string About { get; init; }
}

/// <summary>A pack and the places that came with it.</summary>
public sealed record PackWithPlaces(Pack Pack, IReadOnlyList<Place> Places);
