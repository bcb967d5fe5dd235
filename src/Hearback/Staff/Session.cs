using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>What somebody proved first.</summary>
public enum FirstProof
{
    Password,

    /// <summary>The key in their device, which checked that it is them.</summary>
    Passkey,

    /// <summary>The sign-in of their own organisation.</summary>
    Provider,

    /// <summary>Nothing: a made-up member of a demonstration.</summary>
    OnePress,
}

/// <summary>What somebody proved beside it.</summary>
public enum SecondProof
{
    /// <summary>The first counts for both: a passkey whose device checked who holds it, or a provider that asked for both.</summary>
    WithTheFirst,
    App,
    RecoveryCode,
    Passkey,
}

/// <summary>
/// One browser in which a member is signed in, from the second step until it is ended or is over. It tells when and by what, and neither from
/// where nor with what.
/// </summary>
public sealed class Session
{
    /// <summary>A forgotten screen in an office must not stay open for whoever passes.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Nobody works longer than this without saying again who they are.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Noted no more often than this: reading page after page need not write each time.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    public Session(Guid member, FirstProof first, SecondProof second, DateTimeOffset now)
    {
        Id = Guid.NewGuid();
        MemberId = member;
        First = first;
        Second = second;
        StartedAt = SeenAt = now;
    }

    private Session()
    {
    }

    public Guid Id { get; private set; }

    public Guid MemberId { get; private set; }

    public FirstProof First { get; private set; }

    public SecondProof Second { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }
}

public static class Sessions
{
    extension(IQueryable<Session> sessions)
    {
        /// <summary>Those that are not over: used within the last half hour, begun within the last twelve.</summary>
        public IQueryable<Session> OpenAt(DateTimeOffset now)
        {
            var (idle, longest) = (now - Session.Idle, now - Session.Longest);
            return sessions.Where(session => session.SeenAt > idle && session.StartedAt > longest);
        }

        public IQueryable<Session> OverAt(DateTimeOffset now)
        {
            var (idle, longest) = (now - Session.Idle, now - Session.Longest);
            return sessions.Where(session => session.SeenAt <= idle || session.StartedAt <= longest);
        }
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasOne<Member>().WithMany().HasForeignKey(session => session.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(session => session.SeenAt);
    }
}
