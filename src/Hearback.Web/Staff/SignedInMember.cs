using System.Security.Claims;

namespace Hearback.Web.Staff;

public static class SignedInMember
{
    extension(ClaimsPrincipal user)
    {
        /// <summary>Who is signed in; null for a visitor.</summary>
        public Guid? MemberId => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }
}
