using System.Globalization;

namespace Hearback.Directory;

// The pack's files as they are written, before anything is checked. Every field may be missing.

internal sealed class AboutFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Partnership { get; set; }

    public string? About { get; set; }

    public string? ExitSite { get; set; }

    public string? EmergencyPhone { get; set; }

    public string? NonEmergencyPhone { get; set; }

    public string? CrimestoppersPhone { get; set; }

    public string? MapSource { get; set; }

    public string? SecurityContact { get; set; }

    public static AboutFile Of(PackAbout about) => new()
    {
        Code = about.Code,
        Name = about.Name,
        Partnership = about.Partnership,
        About = about.About,
        ExitSite = about.ExitSite.ToString(),
        EmergencyPhone = about.EmergencyPhone,
        NonEmergencyPhone = about.NonEmergencyPhone,
        CrimestoppersPhone = about.CrimestoppersPhone,
        MapSource = about.MapSource,
        SecurityContact = about.SecurityContact?.OriginalString,
    };
}

internal sealed class OrganisationFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Kind { get; set; }

    public List<TeamFile>? Teams { get; set; }

    public int? Homes { get; set; }

    public string? HomesAbout { get; set; }

    public static OrganisationFile Of(Organisation organisation) => new()
    {
        Code = organisation.Code,
        Name = organisation.Name,
        Kind = PackWords.Of(organisation.Kind),
        Homes = organisation.Homes,
        HomesAbout = organisation.HomesAbout,
        Teams = [.. organisation.Teams.Select(team => new TeamFile { Code = team.Code, Name = team.Name, Email = team.Email, Phone = team.Phone, About = team.About })],
    };
}

internal sealed class TeamFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? About { get; set; }
}

internal sealed class CategoriesFile : Lined
{
    public List<GroupFile>? Groups { get; set; }

    public List<CategoryFile>? Categories { get; set; }

    public static CategoriesFile Of(Pack pack) => new()
    {
        Groups = [.. pack.Groups.Select(g => new GroupFile { Code = g.Code, Name = g.Name, Theme = g.Theme })],
        Categories = [.. pack.Categories.Select(CategoryFile.Of)],
    };
}

internal sealed class GroupFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Theme { get; set; }
}

internal sealed class CategoryFile : Lined
{
    public string? Code { get; set; }

    public string? Group { get; set; }

    public string? Name { get; set; }

    public string? Hint { get; set; }

    public string? Short { get; set; }

    public string? Class { get; set; }

    public string? Tier { get; set; }

    public string? MetHeading { get; set; }

    public bool Private { get; set; }

    public bool Welfare { get; set; }

    public bool Hate { get; set; }

    public string? Advice { get; set; }

    public bool OutOfUse { get; set; }

    public List<string>? Words { get; set; }

    public static CategoryFile Of(Category category) => new()
    {
        Code = category.Code,
        Group = category.Group,
        Name = category.Name,
        Hint = category.Hint,
        Short = category.ShortName,
        Class = PackWords.Of(category.Class),
        Tier = PackWords.Of(category.Tier),
        MetHeading = category.MetHeading,
        Private = category.Private,
        Welfare = category.Welfare,
        Hate = category.Hate,
        Advice = category.Advice,
        OutOfUse = category.OutOfUse,
        Words = [.. category.Words],
    };
}

internal sealed class StandardFile : Lined
{
    public int? FirstReply { get; set; }

    public int? NextUpdate { get; set; }

    public int? AskAfter { get; set; }
}

internal sealed class RoutingFile : Lined
{
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public string? To { get; set; }

    public string? Because { get; set; }

    public List<string>? Categories { get; set; }

    public List<string>? Wards { get; set; }

    public List<string>? Places { get; set; }

    public List<string>? Days { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    public static DayOfWeek? Day(string? name) => Array.IndexOf(DayNames, name?.ToLowerInvariant()) is >= 0 and var day ? (DayOfWeek)day : null;

    public static string DayName(DayOfWeek day) => DayNames[(int)day];

    public static TimeOnly? Hour(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    public static RoutingFile Of(RoutingRule rule) => new()
    {
        To = rule.To,
        Because = rule.Because,
        Categories = [.. rule.Categories],
        Wards = [.. rule.Wards],
        Places = [.. rule.Places],
        Days = [.. rule.Days.Select(day => DayNames[(int)day])],
        From = rule.From?.ToString("HH:mm", CultureInfo.InvariantCulture),
        Until = rule.Until?.ToString("HH:mm", CultureInfo.InvariantCulture),
    };
}

internal sealed class GlossaryFile : Lined
{
    public string? Term { get; set; }

    public string? Means { get; set; }

    public string? About { get; set; }
}

internal sealed class NeighbourFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? About { get; set; }

    public string? Phone { get; set; }

    public string? Site { get; set; }

    public List<string>? Postcodes { get; set; }

    public static NeighbourFile Of(Neighbour neighbour) => new()
    {
        Code = neighbour.Code,
        Name = neighbour.Name,
        About = neighbour.About,
        Phone = neighbour.Phone,
        Site = neighbour.Site?.OriginalString,
        Postcodes = [.. neighbour.Postcodes],
    };
}
