using Hearback.Plan;
using Hearback.Staff;

namespace Hearback.Web.Staff;

/// <summary>Who may write about which action of the plan.</summary>
public static class LeadsPlan
{
    /// <summary>A coordinator may write about each, an officer about those that their own teams lead.</summary>
    public static bool Leads(this Member member, PlannedAction action) =>
        member.Role.MayEverywhere(Right.WriteNews) || action.Leads.Any(lead => lead.Team is { } team && member.May(Right.WriteNews, team));
}
