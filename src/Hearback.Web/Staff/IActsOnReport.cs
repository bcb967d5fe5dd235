using Hearback.Reports;

namespace Hearback.Web.Staff;

/// <summary>A page on which a member does one thing to a report. While the report does not take it, the page says so and shows no form.</summary>
public interface IActsOnReport
{
    ReportAtHand Hand { get; }

    Act Act { get; }
}
