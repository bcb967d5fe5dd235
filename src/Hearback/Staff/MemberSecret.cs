using System.Security.Cryptography;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
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

/// <summary>Keeps members, and what must not be read of them sealed.</summary>
public sealed class MemberStore(HearbackDb db, MasterKey master)
    : UserOnlyStore<Member, HearbackDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, MemberSecret>(db)
{
    public override async Task<string?> GetTokenAsync(Member user, string loginProvider, string name, CancellationToken cancellationToken) =>
        (await FindTokenAsync(user, loginProvider, name, cancellationToken))?.Open(master);

    public override async Task SetTokenAsync(Member user, string loginProvider, string name, string? value, CancellationToken cancellationToken)
    {
        var secret = await FindTokenAsync(user, loginProvider, name, cancellationToken);
        if (secret is null)
        {
            secret = CreateUserToken(user, loginProvider, name, value: null);
            await AddUserTokenAsync(secret);
        }

        secret.Seal(value ?? "", master);
    }
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
