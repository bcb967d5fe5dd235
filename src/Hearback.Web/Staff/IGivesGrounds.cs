using Hearback.Reports;

namespace Hearback.Web.Staff;

/// <summary>A page that passes something on to another organisation, and asks on which grounds.</summary>
public interface IGivesGrounds
{
    string? Reason { get; }

    Gateway? Gateway { get; }

    string? Necessity { get; }
}
