using Hearback.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hearback.Web.Staff.RunningWork;

/// <summary>What runs: jobs and their last turn, versions, and the settings in force.</summary>
public sealed class IndexModel(JobRuns runs, HearbackDb db, IServiceProvider services) : PageModel
{
    public IReadOnlyList<JobRun> Jobs => runs.All;

    public Versions Versions { get; private set; } = null!;

    public IEnumerable<IGrouping<string, SettingInForce>> Settings => SettingsInForce.Of(services).GroupBy(setting => setting.Name.Split(':')[0]);

    public async Task OnGetAsync(CancellationToken stop) => Versions = await Versions.OfAsync(db, stop);
}
