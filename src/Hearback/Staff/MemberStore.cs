using Hearback.Data;
using Hearback.Vault;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Staff;

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

    public override async Task AddOrUpdatePasskeyAsync(Member user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(passkey);
        if (await OfMember(user, passkey.CredentialId).SingleOrDefaultAsync(cancellationToken) is { } known) { known.Update(passkey); }
        else { Context.Passkeys.Add(new Passkey(user.Id, passkey)); }

        await SaveChanges(cancellationToken);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Member user, CancellationToken cancellationToken)
    {
        var passkeys = await Context.Passkeys.AsNoTracking().Where(passkey => passkey.MemberId == user.Id).OrderBy(passkey => passkey.AddedAt).ToListAsync(cancellationToken);
        return [.. passkeys.Select(passkey => passkey.ToInfo())];
    }

    public override async Task<Member?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await Users.SingleOrDefaultAsync(member => Context.Passkeys.Any(passkey => passkey.Id == credentialId && passkey.MemberId == member.Id), cancellationToken);

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Member user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await OfMember(user, credentialId).AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.ToInfo();

    public override Task RemovePasskeyAsync(Member user, byte[] credentialId, CancellationToken cancellationToken) => OfMember(user, credentialId).ExecuteDeleteAsync(cancellationToken);

    private IQueryable<Passkey> OfMember(Member user, byte[] credentialId) => Context.Passkeys.Where(passkey => passkey.Id == credentialId && passkey.MemberId == user.Id);
}
