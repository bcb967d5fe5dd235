using System.Security.Claims;
using Hearback.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>What the session says of a member: id and name. Role and teams are read fresh each time.</summary>
internal sealed class MemberClaims(UserManager<Member> members, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Member>(members, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Member user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        foreach (var email in identity.FindAll(claim => claim.Type is ClaimTypes.Name or ClaimTypes.Email).ToList()) { identity.RemoveClaim(email); }

        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        return identity;
    }
}
