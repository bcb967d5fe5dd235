using Hearback.Plan;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>An edition as a page shows it.</summary>
public sealed record ShownPlan(Edition Edition, PlanSelection Selection);

/// <summary>Progress updates as a page shows them, the latest first.</summary>
public sealed record ShownUpdates(IReadOnlyList<ProgressUpdate> Updates, PlanText Text);
