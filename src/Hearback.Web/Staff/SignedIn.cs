using Hearback.Data;
using Hearback.Staff;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>The member who is signed in, as the database has them now: a role or a team taken away this minute is gone. Read once for each request.</summary>
public sealed class SignedIn(IHttpContextAccessor accessor, HearbackDb db)
{
    private Member? _member;

    /// <exception cref="InvalidOperationException">Nobody is signed in; the folder's convention should have sent them away.</exception>
    public async Task<Member> MemberAsync(CancellationToken stop) => await FindAsync(stop) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Null for a visitor, and for a session whose member is no more.</summary>
    public async Task<Member?> FindAsync(CancellationToken stop) =>
        accessor.HttpContext?.User.MemberId is { } id ? _member ??= await db.Users.SingleOrDefaultAsync(member => member.Id == id, stop) : null;
}
