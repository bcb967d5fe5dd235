using System.ComponentModel.DataAnnotations;
using Hearback.Directory;
using Hearback.Staff;

namespace Hearback.Web.Staff;

/// <summary>What somebody may do and where, as an administrator says it.</summary>
public sealed class MemberForm
{
    [Required(ErrorMessage = "Select what they may do")]
    public Role? Role { get; set; }

    public List<string> Teams { get; set; } = [];

    /// <summary>The teams of the pack among those chosen; a team that is no more is left out.</summary>
    public IReadOnlyList<string> TeamsOf(Pack pack) => [.. Teams.Where(code => pack.Team(code) is not null)];
}

/// <summary>A page with a <see cref="MemberForm"/> on it.</summary>
public interface IHasMemberForm
{
    MemberForm Form { get; }

    IReadOnlyList<Organisation> Organisations { get; }
}
