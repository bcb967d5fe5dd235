using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>
/// One thing that somebody follows by email, without an account. Who it is stays sealed; a mailbox is found again by a keyed fingerprint.
/// It counts only once the link in a letter to that mailbox was used.
/// </summary>
public sealed class Follower
{
    /// <summary>Days after which a wish that nobody confirmed is deleted.</summary>
    public const int KeptUnconfirmed = 7;

    private const string Purpose = "follower.content";

    /// <summary>A wish to follow, not confirmed yet. Its link is good to confirm it and, later, to stop.</summary>
    public Follower(Guid mailbox, FollowerContent content, DataKey key, DateOnly today)
    {
        Id = Guid.NewGuid();
        Mailbox = mailbox;
        Link = content.Token.Hash;
        KeyId = key.Id;
        Content = key.Seal(content.Stored, Purpose);
        AskedOn = today;
    }

    private Follower()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The same for all that one mailbox follows.</summary>
    public Guid Mailbox { get; private set; }

    /// <summary>The hash of the token in its letters.</summary>
    public byte[] Link { get; private set; } = [];

    public DataKeyId KeyId { get; private set; }

    public SealedText Content { get; private set; }

    public DateOnly AskedOn { get; private set; }

    /// <summary>Null until the person has said yes.</summary>
    public DateOnly? ConfirmedOn { get; private set; }

    /// <summary>The last edition of which it was told, or that was in force when it began.</summary>
    public int ToldOf { get; private set; }

    public long Version { get; private set; }

    /// <summary>The person said yes. Saying it again changes nothing.</summary>
    public void Confirm(int edition, DateOnly today)
    {
        if (ConfirmedOn is not null) { return; }

        (ConfirmedOn, ToldOf) = (today, edition);
        Version++;
    }

    /// <summary>It was told of an edition, or nothing in it concerned it.</summary>
    internal void Told(int edition)
    {
        ToldOf = edition;
        Version++;
    }

    public FollowerContent Open(DataKey key) => new(key.Open<FollowerContent.Sealed>(Content, Purpose));
}

/// <summary>What is sealed of a follower.</summary>
public sealed record FollowerContent(string Email, Followed Followed, LinkToken Token)
{
    internal FollowerContent(Sealed stored) : this(stored.Email, stored.Followed, LinkToken.Read(stored.Token)!.Value)
    {
    }

    internal Sealed Stored => new(Email, Followed, Token.Reveal());

    public override string ToString() => "(follower)";

    internal sealed record Sealed(string Email, Followed Followed, string Token);
}

internal sealed class FollowerMapping : IEntityTypeConfiguration<Follower>
{
    public void Configure(EntityTypeBuilder<Follower> builder)
    {
        builder.ToTable("plan_followers");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => f.Link).IsUnique();
        builder.HasIndex(f => f.Mailbox);
        builder.HasIndex(f => new { f.ConfirmedOn, f.ToldOf });
    }
}
