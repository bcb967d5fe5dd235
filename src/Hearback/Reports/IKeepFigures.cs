namespace Hearback.Reports;

/// <summary>Keeps in the figures what a report counted for, when it is forgotten.</summary>
public interface IKeepFigures
{
    /// <summary>Adds it to what is saved next.</summary>
    Task KeepAsync(Guid report);
}
