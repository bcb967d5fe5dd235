using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>What a member may do.</summary>
public enum Role
{
    /// <summary>Answers the reports of their own teams.</summary>
    Officer,

    /// <summary>An officer of their own teams who also hears when a date promised to a reporter was missed there.</summary>
    TeamLead,

    /// <summary>Sees and answers every report.</summary>
    Coordinator,

    /// <summary>Looks after members, settings and mail that failed; opens no report.</summary>
    Administrator,

    /// <summary>Reads who did and opened what; no word of any report.</summary>
    Auditor,

    /// <summary>Belongs to another organisation and sees only what was passed on to it.</summary>
    Partner,
}

public static class Roles
{
    /// <summary>Whether a member of this role works for the teams they are in, and for no other: without a team there is nothing they could see.</summary>
    public static bool IsOfTeams(this Role role) => role switch
    {
        Role.Officer or Role.TeamLead or Role.Partner => true,
        Role.Coordinator or Role.Administrator or Role.Auditor => false,
    };
}

/// <summary>A person who signs in.</summary>
public sealed class Member : IdentityUser<Guid>
{
    internal const int LongestName = 80;

    private readonly List<Membership> _teams = [];

    /// <exception cref="RefusedException">The name is empty, or too long.</exception>
    public Member(string name, string email, Role role, IEnumerable<string> teams)
    {
        Id = Guid.NewGuid();
        Name = ReadName(name);
        Email = email;
        UserName = email;
        Role = role;
        _teams.AddRange(teams.Distinct().Select(code => new Membership { Team = code }));
    }

    private Member()
    {
    }

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>Made by demo mode; no such member exists without it.</summary>
    public bool Demo { get; init; }

    /// <summary>Since when this member may not sign in; null for one who may.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    public IReadOnlyList<Membership> Teams => _teams;

    /// <summary>The day of the last invitation; null for those who were there before such days were kept, and in a demonstration.</summary>
    public DateOnly? InvitedOn { get; set; }

    /// <summary>Whether they were invited and have never signed in. The authenticator is set up in the moment of the first sign-in.</summary>
    public bool IsInvited => !TwoFactorEnabled && !Demo;

    /// <summary>All that a reporter is told of a member: the first name.</summary>
    public string FirstName => Name.Split(' ', 2)[0];

    /// <summary>
    /// Invites somebody again who never signed in: what is said now counts, and a password that was chosen with an earlier invitation does not.
    /// </summary>
    /// <exception cref="RefusedException">They have signed in, or the name is empty or too long.</exception>
    public void InviteAgain(string name, Role role, IEnumerable<string> teams)
    {
        if (DisabledAt is not null) { throw new RefusedException("This member is disabled. Enable them first"); }

        if (!IsInvited) { throw new RefusedException("A member with this email address signs in already"); }

        Name = ReadName(name);
        PasswordHash = null;
        Become(role, teams);
    }

    /// <summary>Changes what a member may do and where. It holds from their next click on.</summary>
    /// <exception cref="RefusedException">The role needs a team.</exception>
    public void Become(Role role, IEnumerable<string> teams)
    {
        var codes = teams.Distinct().ToList();
        if (role.IsOfTeams() && codes is []) { throw new RefusedException("Select at least one team"); }

        Role = role;
        _teams.RemoveAll(membership => !codes.Contains(membership.Team));
        _teams.AddRange([.. codes.Where(code => !IsIn(code)).Select(code => new Membership { Team = code })]);
    }

    /// <exception cref="RefusedException">They are disabled already.</exception>
    public void Disable(DateTimeOffset now) => DisabledAt = DisabledAt is null ? now : throw new RefusedException("This member is disabled already");

    /// <exception cref="RefusedException">They are not disabled.</exception>
    public void Enable() => DisabledAt = DisabledAt is null ? throw new RefusedException("This member is not disabled") : null;

    public bool IsIn(string team) => _teams.Any(membership => membership.Team == team);

    /// <summary>Whether this member may see and answer the reports of a team.</summary>
    public bool MayAnswer(string team) => May(Right.AnswerReports, team);

    /// <summary>Whether this member may do it where a team answers for it.</summary>
    public bool May(Right right, string team) => Role.ReachOf(right) switch
    {
        Reach.None => false,
        Reach.OwnTeams => IsIn(team),
        Reach.WithSecondYes or Reach.Everything => true,
    };

    /// <summary>Reporters read the first name under each answer, so there is one.</summary>
    private static string ReadName(string name) => name.Trim() is { Length: > 0 and <= LongestName } read
        ? read
        : throw new RefusedException($"The name must be between 1 and {LongestName} characters");
}

/// <summary>A member's place in a team.</summary>
public sealed class Membership
{
    public Guid MemberId { get; private set; }

    public required string Team { get; init; }
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>, IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.Ignore(m => m.IsInvited);
        builder.Property(m => m.Name).HasMaxLength(Member.LongestName);
        builder.HasMany(m => m.Teams).WithOne().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(m => m.Teams).HasField("_teams").AutoInclude();
    }

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships");
        builder.HasKey(t => new { t.MemberId, t.Team });
        builder.Property(t => t.Team).HasMaxLength(40);
    }
}
