using System.Security.Claims;

namespace Hearback.Web.Staff;

public static class SignedInMember
{
    private const string SessionClaim = "session";

    /// <summary>What the cookie says of the session to which it belongs.</summary>
    public static Claim ClaimOf(Guid session) => new(SessionClaim, session.ToString());

    extension(ClaimsPrincipal user)
    {
        /// <summary>Who is signed in; null for a visitor.</summary>
        public Guid? MemberId => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

        /// <summary>The session in which they are.</summary>
        public Guid? SessionId => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;
    }
}
