namespace Hearback.Web.Demo;

/// <summary>A made-up report that anybody may open as its reporter: its code is no secret.</summary>
internal sealed record DemoVisit(string Reference, string AccessCode, string About)
{
    public static IReadOnlyList<DemoVisit> All { get; } =
    [
        new("HB-DEM-001", "DEM0 0001 2345 6789 ABCD EFGH", "open, with an answer to read"),
        new("HB-DEM-002", "DEM0 0002 2345 6789 ABCD EFGH", "closed: say if it is sorted"),
    ];
}
