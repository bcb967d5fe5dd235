using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Vault;

namespace Hearback.Tests.Support;

/// <summary>Builds the least that is valid; a test names only what it is about.</summary>
internal static class A
{
    public const string SomersTown = "E05000143";

    private static readonly Lazy<PackWithPlaces> SomersTownPack = new(() => PackFiles.Read(Repository.Pack));

    public static Pack Pack => SomersTownPack.Value.Pack;

    public static IReadOnlyList<Place> Places => SomersTownPack.Value.Places;

    /// <summary>Answers to all questions, given anonymously: a broken light, nothing that makes it urgent.</summary>
    public static ReportAnswers Answers(string category = "something-else") => new()
    {
        Category = category,
        Where = new WhereAnswer { InWords = "By the bins" },
        When = new WhenAnswer(WhenKind.Today),
        Story = "The door does not shut",
        Effect = new EffectAnswer(Before.No, WhyMe.NotAboutMe, Hearback.Reports.Effect.Bothered),
        Wish = "Mend it",
        Identity = IdentityLevel.Anonymous,
    };

    public static ReportAnswers ConfidentialAnswers(string? email = "rosa@mail.example") => Answers() with { Identity = IdentityLevel.Confidential, Contact = Contact(email) };

    public static ReportAnswers NamedAnswers(string? email = "rosa@mail.example") => Answers() with { Identity = IdentityLevel.Named, Contact = Contact(email) };

    /// <summary>Needles that go to Clean Camden; without anything passed, the reporter tells them.</summary>
    public static ReportAnswers ForService(ReportAnswers by, Passed? passed) => by with { Category = "needles", NotOurs = new("clean-camden", NotOursChoice.SendForMe), Effect = null, Wish = null, GoesTo = new("clean-camden", passed) };

    public static Contact Contact(string? email = "rosa@mail.example") => new() { Name = "Rosa Field", Email = email, Phone = email is null ? "020 7946 0000" : null };

    public static WhereAnswer At(string place, int easting = 529348, int northing = 183230) =>
        new() { Place = place, PlaceName = place, Spot = new Spot(easting, northing), Ward = SomersTown, NearPlace = place };

    public static Desk Desk(DateTimeOffset? now = null) => new(DataKey.New(), Pack, now ?? Service.Start);

    /// <summary>What happened again, today unless said otherwise.</summary>
    public static Happening Happening(string what = "Music again", int daysAhead = 0) => new() { On = Service.Start.LondonDay.AddDays(daysAhead), What = what };

    /// <summary>A report that has just come in.</summary>
    public static Report Report(ReportAnswers? answers = null, Desk? desk = null) => Hearback.Reports.Report.Receive(answers ?? Answers(), Reference.New(), desk ?? Desk());

    /// <summary>Why something may be passed on to another organisation.</summary>
    public static Grounds Grounds(string purpose = "They patrol there") => new(purpose, Gateway.CrimeAndDisorder, "They cannot patrol without knowing where");

    public static Officer Officer(string team = "community-safety") => new(Guid.Parse("6f1f4f0e-0f3c-4c5f-8f0a-2d5d3a6f0b11"), "Sam", team, Pack.Team(team)!.Name);

    /// <summary>A member of the role; an officer is in Community Safety unless other teams are named.</summary>
    public static Member Coordinator(string email) => new("Sam coordinator", email, Role.Coordinator, []);

    public static Member Member(string role = "officer", params string[] teams)
    {
        var known = Enum.Parse<Role>(role, ignoreCase: true);
        return new Member($"Sam {role}", $"{role}.{Guid.NewGuid():N}@team.example", known, known.IsOfTeams() && teams.Length is 0 ? ["community-safety"] : teams);
    }
}
