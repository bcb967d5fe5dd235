using Hearback.Reports;
using Hearback.Web.Safety;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Sends what a visitor answered, with their pictures, within what one address and the whole service may send at once.</summary>
public sealed class SendReport(Journey journey, ReceiveReports receive, Friction friction, IOptions<SafetyOptions> safety, IHttpContextAccessor accessor)
{
    /// <exception cref="NotReceivedException">It is not stored, and the visitor must be told so.</exception>
    public async Task SendAsync(ReportAnswers answers, Guid? forCallerBy = null)
    {
        // One address may be a library or a whole estate, so it only waits; only the service as a whole can be full.
        await friction.SlowDownAsync($"report {accessor.HttpContext?.Connection.RemoteIpAddress}", safety.Value.FreeReportsOfOneAddress, TimeSpan.FromMinutes(10));
        if (!friction.TryPass("reports", safety.Value.ReportsAMinute, TimeSpan.FromMinutes(1))) { throw new NotReceivedException(); }

        await journey.SendPicturesAsync(pictures => receive.ReceiveAsync(answers, forCallerBy, pictures));
    }
}
