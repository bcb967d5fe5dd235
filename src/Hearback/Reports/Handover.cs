using System.Security.Cryptography;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Places;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>How far a hand-over to a service is.</summary>
public enum HandoverState
{
    /// <summary>It waits to leave, or is tried again.</summary>
    Waiting,

    /// <summary>The service took it.</summary>
    Sent,

    /// <summary>It could not be delivered in three days.</summary>
    Failed,

    /// <summary>The reporter tells the service themselves; we showed the way.</summary>
    LeftToReporter,
}

/// <summary>What a reporter says of a hand-over, some working days later.</summary>
public enum Worked
{
    Yes,
    No,
    NotYet,
}

/// <summary>All that a service is told: what was shown before it was sent, and nothing else. It is stored only sealed.</summary>
public sealed record Passed
{
    /// <summary>What it is about, in lines as they were shown.</summary>
    public required string Words { get; init; }

    /// <summary>The place in words, for a service that asks for it apart.</summary>
    public string? Where { get; init; }

    /// <summary>The middle of it stands for the spot, which is never passed.</summary>
    public Cell? Cell { get; init; }

    /// <summary>Null unless a named reporter agreed to it on the page on which they read all of this.</summary>
    public PassedContact? Contact { get; init; }
}

/// <summary>Who the reporter is, as far as a service is told. What to mind when reaching them stays with us.</summary>
public sealed record PassedContact(string Name, string? Email, string? Phone)
{
    public static PassedContact Of(Contact contact) => new(contact.Name, contact.Email, contact.Phone);
}

/// <summary>As what the service has it: its own number or, until that is known, a token that leads to it. It is stored only sealed.</summary>
public sealed record TheirReference(string? Number, string? Token = null);

/// <summary>
/// A report on its way to a service, saved with it and sent at least once. The service, the days and what came of it stand in clear to be counted.
/// </summary>
public sealed class Handover
{
    public const int LongestReference = 80;
    private static readonly TimeSpan AsksForNumberFor = TimeSpan.FromDays(14);

    internal Handover(int number, ListedService service, Passed? passed, Desk desk, DateTimeOffset? notBefore)
    {
        Number = number;
        Service = service.Code;
        On = desk.Today;
        QueuedAt = desk.Now.WholeHour;
        State = passed is null ? HandoverState.LeftToReporter : HandoverState.Waiting;
        Content = passed is null ? null : desk.Key.Seal(passed, Purpose);
        NextTryAt = passed is null ? null : notBefore ?? QueuedAt;
    }

    private Handover()
    {
    }

    public Guid ReportId { get; private set; }

    public int Number { get; private set; }

    /// <summary>The code of the service.</summary>
    public string Service { get; private set; } = "";

    public DateOnly On { get; private set; }

    public HandoverState State { get; private set; }

    public SealedText? Content { get; private set; }

    public SealedText? Theirs { get; private set; }

    /// <summary>The working day on which the reporter is asked whether it worked; null before that is known, and once they were asked.</summary>
    public DateOnly? AskOn { get; private set; }

    /// <summary>Whether the reporter was asked and has not answered.</summary>
    public bool IsAsked { get; private set; }

    public Worked? Worked { get; private set; }

    public DateTimeOffset QueuedAt { get; private set; }

    /// <summary>When it is tried next, or the service asked for its number; null when there is nothing left to do.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    /// <summary>Counts claims, so that of two processes only one sends it.</summary>
    public long Version { get; private set; }

    /// <summary>Names the mail: the same at each try, and nobody can tell from it which report it is.</summary>
    public Guid MailId => Ids.OfHash(SHA256.HashData([.. ReportId.ToByteArray(), (byte)Number]));

    private string Purpose => $"handover.{Number}";

    public Passed? OpenPassed(DataKey key) => Content is { } content ? key.Open<Passed>(content, Purpose) : null;

    public TheirReference? OpenTheirs(DataKey key) => Theirs is { } theirs ? key.Open<TheirReference>(theirs, Purpose + ".theirs") : null;

    /// <summary>The reporter is to be nobody: what was passed of them goes, and nothing more of them is passed.</summary>
    internal void ForgetContact(DataKey key)
    {
        if (OpenPassed(key) is not { Contact: not null } passed) { return; }

        Content = key.Seal(passed with { Contact = null }, Purpose);
        Version++;
    }

    /// <summary>What would be told is forgotten: nobody is told it any more, and nobody is asked.</summary>
    internal void CallOff()
    {
        NextTryAt = null;
        AskNoMore();
        Version++;
    }

    /// <summary>Takes it for a while; if the process dies, another takes it after the lease.</summary>
    internal void Claim(DateTimeOffset until)
    {
        NextTryAt = until;
        Tries++;
        Version++;
    }

    /// <summary>The service has it. Without its number but with a token, the service is asked for the number again and again, for two weeks.</summary>
    internal void TakenAs(TheirReference? theirs, Desk desk)
    {
        Theirs = theirs is null ? Theirs : desk.Key.Seal(theirs, Purpose + ".theirs");
        Tries = State is HandoverState.Waiting ? 1 : Tries;
        State = State is HandoverState.LeftToReporter ? State : HandoverState.Sent;
        NextTryAt = theirs is { Number: null, Token: not null } && desk.Now - QueuedAt < AsksForNumberFor ? desk.Now + Waits.After(Tries + 5, Waits.ADay) : null;
        Version++;
    }

    /// <summary>Waits longer after each failure. True when it is given up.</summary>
    internal bool FailedOnce(DateTimeOffset now)
    {
        Version++;
        if (State is HandoverState.Sent)
        {
            // It is there. Only its number is wanting, and that may never come.
            NextTryAt = now - QueuedAt < AsksForNumberFor ? now + Waits.After(Tries + 5, Waits.ADay) : null;
            return false;
        }

        // The last try is on the dot, so that nobody waits a day longer than was said.
        var (last, next) = (QueuedAt + Waits.GiveUpAfter, now + Waits.After(Tries, Waits.ADay));
        var givenUp = now >= last;
        NextTryAt = givenUp ? null : next < last ? next : last;
        if (givenUp) { (State, GivenUpAt, AskOn) = (HandoverState.Failed, now.WholeHour, null); }

        return givenUp;
    }

    internal void AskLater(DateOnly day) => (AskOn, IsAsked) = (day, false);

    internal void Ask() => (AskOn, IsAsked) = (null, true);

    /// <summary>The report went on in another way, so nobody is asked.</summary>
    internal void AskNoMore() => (AskOn, IsAsked) = (null, false);

    internal void Answered(Worked worked) => (Worked, IsAsked) = (worked, false);
}

internal sealed class HandoverMapping : IEntityTypeConfiguration<Handover>
{
    public void Configure(EntityTypeBuilder<Handover> builder)
    {
        builder.ToTable("handovers");
        // Two who hand over at once draw the same number; the second is told.
        builder.HasKey(handover => new { handover.ReportId, handover.Number });
        builder.Property(handover => handover.Number).ValueGeneratedNever();
        builder.Property(handover => handover.Service).HasMaxLength(40);
        builder.HasIndex(handover => handover.NextTryAt).HasFilter("\"NextTryAt\" IS NOT NULL");
        builder.HasIndex(handover => handover.AskOn).HasFilter("\"AskOn\" IS NOT NULL");
        builder.HasIndex(handover => handover.GivenUpAt).HasFilter("\"GivenUpAt\" IS NOT NULL");
        builder.HasIndex(handover => new { handover.On, handover.Service, handover.State, handover.Worked });
        builder.Property(handover => handover.Version).IsConcurrencyToken();
    }
}
