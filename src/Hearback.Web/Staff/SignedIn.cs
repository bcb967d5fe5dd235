using Hearback.Data;
using Hearback.Staff;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>The member who is signed in, as the database has them now: a role or a team taken away this minute is gone.</summary>
public sealed class SignedIn(IHttpContextAccessor accessor, HearbackDb db)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in; the folder's convention should have sent them away.</exception>
    public async Task<Member> MemberAsync(CancellationToken stop) =>
        accessor.HttpContext?.User.MemberId is { } id
            ? await db.Users.SingleAsync(member => member.Id == id, stop)
            : throw new InvalidOperationException("Nobody is signed in.");
}
