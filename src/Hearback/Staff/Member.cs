using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>What a member may do.</summary>
public enum Role
{
    /// <summary>Answers the reports of their own teams.</summary>
    Officer,

    /// <summary>Sees and answers every report.</summary>
    Coordinator,

    /// <summary>Looks after members, settings and mail that failed; opens no report.</summary>
    Administrator,

    /// <summary>An officer of their own teams who also hears when a date promised to a reporter was missed there.</summary>
    TeamLead,
}

public static class Roles
{
    /// <summary>Whether a member of this role answers for the teams they are in, and for no other.</summary>
    public static bool IsOfTeams(this Role role) => role switch
    {
        Role.Officer or Role.TeamLead => true,
        Role.Coordinator or Role.Administrator => false,
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

    /// <summary>All that a reporter is told of a member: the first name.</summary>
    public string FirstName => Name.Split(' ', 2)[0];

    /// <summary>
    /// Invites somebody again who never signed in: what is said now counts, and a password that was chosen with an earlier invitation does not.
    /// </summary>
    /// <exception cref="RefusedException">They have signed in, or the name is empty or too long.</exception>
    public void InviteAgain(string name, Role role, IEnumerable<string> teams)
    {
        if (DisabledAt is not null) { throw new RefusedException("This member is disabled. Enable them first"); }

        // The authenticator is set up in the moment of the first sign-in. A demo member needs none.
        if (TwoFactorEnabled || Demo) { throw new RefusedException("A member with this email address signs in already"); }

        var codes = teams.Distinct().ToList();
        Name = ReadName(name);
        Role = role;
        PasswordHash = null;
        _teams.RemoveAll(membership => !codes.Contains(membership.Team));
        _teams.AddRange([.. codes.Where(code => !IsIn(code)).Select(code => new Membership { Team = code })]);
    }

    /// <exception cref="RefusedException">They are disabled already.</exception>
    public void Disable(DateTimeOffset now) => DisabledAt = DisabledAt is null ? now : throw new RefusedException("This member is disabled already");

    /// <exception cref="RefusedException">They are not disabled.</exception>
    public void Enable() => DisabledAt = DisabledAt is null ? throw new RefusedException("This member is not disabled") : null;

    public bool IsIn(string team) => _teams.Any(membership => membership.Team == team);

    /// <summary>Whether this member may see and answer the reports of a team.</summary>
    public bool MayAnswer(string team) => Role switch
    {
        Role.Officer or Role.TeamLead => IsIn(team),
        Role.Coordinator => true,
        Role.Administrator => false,
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
