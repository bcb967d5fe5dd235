using System.Globalization;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Insight;
using Hearback.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.Performance;

/// <summary>A month of a member's teams, or of all teams for a coordinator, with nothing withheld and the reports behind each number.</summary>
public sealed class FiguresModel(ReadFigures figures, CountLandlordCases landlords, SignedIn signedIn, CurrentPack pack, TimeProvider time) : PageModel
{
    [FromQuery] public string? Month { get; set; }

    /// <summary>The months that can be chosen, the running one first.</summary>
    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    public DateOnly Shown { get; private set; }

    public DateOnly Today => time.Today;

    public IReadOnlyList<TeamMonth> Teams { get; private set; } = [];

    public Figures All { get; private set; } = Figures.None;

    /// <summary>Landlords for whom the member answers.</summary>
    public IReadOnlyList<LandlordCases> Landlords { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        ModelState.Clear();
        var member = await signedIn.MemberAsync(stop);
        var thisMonth = new DateOnly(Today.Year, Today.Month, 1);
        Months = [.. Enumerable.Range(0, TellPerformance.Months + 1).Select(back => thisMonth.AddMonths(-back))];
        Shown = Months.FirstOrDefault(month => Code(month) == Month, thisMonth);
        Teams = [.. (await figures.FromAsync(Shown, Today, stop)).Where(one => one.Month == Shown && member.May(Right.ReadFigures, one.Team)).OrderBy(one => NameOf(one.Team), StringComparer.Ordinal)];
        All = Teams.Aggregate(Figures.None, (sum, one) => sum + one.Figures);
        var mine = new List<LandlordCases>();
        foreach (var landlord in pack.Now.Organisations.Where(one => one.Homes is not null && (member.Role.MayEverywhere(Right.ReadFigures) || one.Teams.Any(team => member.IsIn(team.Code)))))
        {
            mine.Add(await landlords.OfAsync(landlord, Today, stop));
        }

        Landlords = mine;
    }

    public string NameOf(string team) => pack.Now.Team(team)?.Name ?? team;

    public static string Code(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
