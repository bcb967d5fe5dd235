using Hearback.Staff;

namespace Hearback.Web.Demo;

/// <summary>A made-up member. A null team is no team: a coordinator answers for all, an administrator and an auditor for none.</summary>
internal sealed record DemoMember(string Name, Role Role, string? Team = null)
{
    public string Email => $"{Name.ToLowerInvariant().Replace(' ', '.')}@members.example";

    public Member ToMember() => new(Name, Email, Role, Team is null ? [] : [Team]) { Demo = true };
}

/// <summary>The members of a demonstration. They have no password: whoever starts the demonstration may be any of them.</summary>
internal static class DemoMembers
{
    public static IReadOnlyList<DemoMember> All { get; } =
    [
        new("Dee Marlow", Role.Officer, "community-safety"),
        new("Ada Quill", Role.Officer, "community-safety"),
        new("Sam Tiller", Role.Officer, "safer-neighbourhood-team"),
        new("Noor Fennel", Role.Officer, "housing"),
        new("Jo Lantern", Role.Officer, "responsive-security-patrol"),
        new("Femi Gate", Role.TeamLead, "community-safety"),
        new("Priya Example", Role.Coordinator),
        new("Max Ledger", Role.Administrator),
        new("Kit Sterling", Role.Auditor),
        new("Lou Harbour", Role.Partner, "somers-town-youth-centre"),
    ];
}
