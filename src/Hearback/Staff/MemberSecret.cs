using System.Security.Cryptography;
using Hearback.Vault;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Staff;

/// <summary>
/// The key of a member's authenticator, or the recovery codes. Whoever reads one can sign in as the member, so it is stored only
/// under the master key, for this member and this use.
/// </summary>
public sealed class MemberSecret : IdentityUserToken<Guid>
{
    internal SealedText Sealed { get; private set; }

    private string Purpose => $"member.{UserId}.{LoginProvider}.{Name}";

    internal void Seal(string secret, MasterKey master) => Sealed = master.Seal(secret, Purpose);

    /// <exception cref="CryptographicException">It was sealed by another master key, for another member or use, or changed since.</exception>
    internal string Open(MasterKey master) => master.Open(Sealed, Purpose);
}

internal sealed class MemberSecretMapping : IEntityTypeConfiguration<MemberSecret>
{
    public void Configure(EntityTypeBuilder<MemberSecret> builder)
    {
        builder.ToTable("member_tokens");
        // What Identity would keep in clear has no column, so that nothing can be kept so by mistake.
        builder.Ignore(secret => secret.Value);
        builder.Property(secret => secret.Sealed).HasColumnName("Value");
    }
}
