namespace Hearback.Web.Staff;

/// <summary>A page whose act lets the reporter read something: words on one side, on the other what will be read.</summary>
public interface IWritesToReporter : IActsOnReport
{
    string? Words { get; }

    /// <summary>All that was looked at in the preview; whatever of it changes must be looked at again.</summary>
    string? Looked => Words;

    /// <summary>What the reporter will read; null until it was asked for.</summary>
    Preview? Preview { get; }
}
