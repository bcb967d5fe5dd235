using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>A coordinator keeps the report beyond its time, and says why: a court, a review, a complaint.</summary>
public sealed record Hold(DateOnly On, Guid By, SealedText Why);

/// <summary>For how long a report is kept, and how it is forgotten.</summary>
public sealed partial class Report
{
    private const string HoldPurpose = "report.hold";

    /// <summary>While it is held nothing of it is forgotten, whatever the rule says and whoever asks.</summary>
    public Hold? Hold { get; private set; }

    /// <summary>Set when it would have been forgotten but somebody had written to it lately: the coordinators were told, and it stays until then.</summary>
    public DateOnly? KeptUntil { get; private set; }

    /// <summary>Whether and why it is to be forgotten; null while it is kept.</summary>
    public Forgetting? Forgetting { get; private set; }

    /// <summary>Whether its key is about to go, or gone: nothing can be done to it any more.</summary>
    public bool IsGoing => Forgetting is Reports.Forgetting.AskedFor or Reports.Forgetting.TimeIsOver or Reports.Forgetting.ForgottenBefore;

    /// <summary>A coordinator keeps the report beyond its time. The reason is sealed with it.</summary>
    public void HoldBack(string why, Guid by, Desk desk)
    {
        if (IsGoing) { throw new RefusedException("This report is being deleted"); }

        if (Hold is not null) { throw new RefusedException("This report is already held"); }

        Needs(why, "Say why the report must be kept");
        Hold = new(desk.Today, by, desk.Key.Seal(why, HoldPurpose));
    }

    /// <summary>From now on the rule applies again.</summary>
    public void Release()
    {
        if (Hold is null) { throw new RefusedException("This report is not held"); }

        Hold = null;
    }

    public string? OpenHold(DataKey key) => Hold is { } hold ? key.Open(hold.Why, HoldPurpose) : null;

    /// <summary>Somebody wrote to it lately, so it stays for another while.</summary>
    internal void KeepUntil(DateOnly day) => KeptUntil = day;

    /// <summary>
    /// It is to be forgotten: nothing can be done to it any more, and its key goes next. Marked first, so that words that somebody sends in the same
    /// moment are either kept with it or refused, and never sealed under a key that is gone.
    /// </summary>
    internal void LetGo(Forgetting because)
    {
        if (Hold is not null) { throw new RefusedException("This report is held"); }

        Forgetting = because;
    }

    /// <summary>Its key is gone, so there is nothing that could be held or worked on.</summary>
    internal void WasForgottenBefore() => Forgetting = Reports.Forgetting.ForgottenBefore;

    /// <summary>
    /// The reporter asks to be forgotten. Closed, all of it goes now. While somebody works on it, or while it is held, who they are and how to reach them
    /// goes now, and the rest when it has been closed for as long as it can be reopened (docs/adr/0022).
    /// </summary>
    public void AskToForget(DataKey key)
    {
        if (IsGoing) { return; }

        if (!IsOpen && Hold is null)
        {
            LetGo(Reports.Forgetting.AskedFor);
            return;
        }

        ForgetContact(key);
        Forgetting = Reports.Forgetting.WhenClosed;
    }

    /// <summary>
    /// Forgets who the reporter is and how to reach them, also in what a service was told or is about to be told. The letters to them go with it.
    /// Without a key none of that can be read in any case.
    /// </summary>
    internal void ForgetContact(DataKey? key)
    {
        Contact = null;
        foreach (var handover in _handovers.Where(_ => key is not null)) { handover.ForgetContact(key!); }

        Identity = IdentityLevel.Anonymous;
    }
}
