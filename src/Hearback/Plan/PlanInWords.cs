using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan;

/// <summary>The plan's states and days in plain words, as pages and letters share them.</summary>
public static class PlanInWords
{
    extension(IStringLocalizer words)
    {
        public string Say(ActionState state) => state switch
        {
            ActionState.Planned => words["Planned"],
            ActionState.UnderWay => words["Under way"],
            ActionState.Done => words["Done"],
            ActionState.Stopped => words["Stopped"],
        };
    }

    /// <summary>"27 March", with the year when it is another one than today's.</summary>
    public static string InMonth(this DateOnly day, DateOnly today) =>
        day.ToString(day.Year == today.Year ? "d\u00A0MMMM" : "d\u00A0MMMM\u00A0yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
