using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>
/// A key in a member's device or password manager with which they sign in. We hold its public half, which lets nobody in. What the device said
/// of its maker is not kept.
/// </summary>
public sealed class Passkey
{
    /// <summary>A member may have this many.</summary>
    public const int Most = 10;

    public const int LongestName = 40;

    internal Passkey(Guid member, UserPasskeyInfo made)
    {
        Id = made.CredentialId;
        MemberId = member;
        PublicKey = made.PublicKey;
        AddedAt = made.CreatedAt;
        Transports = string.Join(' ', made.Transports ?? []);
        BackupEligible = made.IsBackupEligible;
        Update(made);
    }

    private Passkey()
    {
    }

    /// <summary>The number that its maker gave it.</summary>
#pragma warning disable CA1819 // Bytes, as the standard and the database have them.
    public byte[] Id { get; private set; } = [];

    public byte[] PublicKey { get; private set; } = [];
#pragma warning restore CA1819

    public Guid MemberId { get; private set; }

    /// <summary>What the member calls it.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>How the browser reaches it: internal, usb, hybrid.</summary>
    public string Transports { get; private set; } = "";

    /// <summary>How often it signed, as far as it counts. A lower number than before shows a copy.</summary>
    public long SignCount { get; private set; }

    public bool BackupEligible { get; private set; }

    public bool BackedUp { get; private set; }

    internal void Update(UserPasskeyInfo used)
    {
        Name = used.Name ?? Name;
        SignCount = used.SignCount;
        BackedUp = used.IsBackedUp;
    }

    /// <summary>As Identity wants it. Whether the device checks who holds it is asked of each signature, and never of what it once did.</summary>
    internal UserPasskeyInfo ToInfo() => new(
        Id, PublicKey, AddedAt, (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), isUserVerified: false, BackupEligible, BackedUp, attestationObject: [], clientDataJson: [])
    {
        Name = Name,
    };
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.Property(passkey => passkey.Id).HasMaxLength(1023).ValueGeneratedNever();
        builder.Property(passkey => passkey.PublicKey).HasMaxLength(1024);
        builder.Property(passkey => passkey.Name).HasMaxLength(Passkey.LongestName);
        builder.Property(passkey => passkey.Transports).HasMaxLength(100);
        builder.HasOne<Member>().WithMany().HasForeignKey(passkey => passkey.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
