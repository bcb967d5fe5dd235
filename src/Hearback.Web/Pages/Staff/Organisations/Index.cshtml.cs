using Hearback.Directory;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.OrganisationWork;

/// <summary>The organisations of the partnership and their teams, as the pack in force has them, with who works in each.</summary>
public sealed class IndexModel(MemberDesk desk, CurrentPack pack) : PageModel
{
    private ILookup<string, Member> _members = Enumerable.Empty<Member>().ToLookup(_ => "");

    public IReadOnlyList<Organisation> Organisations => pack.Now.Organisations;

    public async Task OnGetAsync(CancellationToken stop) =>
        _members = (await desk.AllAsync(stop)).SelectMany(member => member.Teams, (member, one) => (one.Team, member)).ToLookup(one => one.Team, one => one.member);

    public IEnumerable<Member> MembersOf(Team team) => _members[team.Code];

    /// <summary>Whether reports of a team could be answered: somebody who signs in may.</summary>
    public bool IsAnswered(Team team) => MembersOf(team).Any(member => !member.IsInvited && member.MayAnswer(team.Code));
}
