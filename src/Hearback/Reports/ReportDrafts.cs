using System.Buffers.Text;
using System.Security.Cryptography;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>A draft as it is kept: nothing but an id that means nothing, ciphertext, and the hour by which it is swept away.</summary>
public sealed class ReportDraft
{
    public required Guid Id { get; init; }

    public required SealedText Answers { get; set; }

    /// <summary>A full hour, so that it does not tell when the visit was.</summary>
    public required DateTimeOffset SweptAfter { get; set; }
}

/// <summary>What the browser's cookie holds. From it come both the draft's id and its key; the service keeps neither.</summary>
public readonly record struct DraftTicket
{
    private readonly byte[] _secret;

    private DraftTicket(byte[] secret) => _secret = secret;

    public static DraftTicket New() => new(RandomNumberGenerator.GetBytes(32));

    public static DraftTicket? Read(string? cookie)
    {
        Span<byte> bytes = stackalloc byte[33];
        return cookie is { Length: 43 } && Base64Url.IsValid(cookie) && Base64Url.TryDecodeFromChars(cookie, bytes, out var length) && length == 32
            ? new DraftTicket(bytes[..32].ToArray())
            : null;
    }

    public string Reveal() => Base64Url.EncodeToString(_secret);

    internal Guid Id => new(Derive("draft.id"u8, 16));

    internal DataKey Key => new(new DataKeyId(Id), Derive("draft.key"u8, 32));

    // The secret is random through and through, so it is expanded without being extracted first (RFC 5869, section 3.3).
    private byte[] Derive(ReadOnlySpan<byte> purpose, int length)
    {
        var derived = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, _secret, derived, purpose);
        return derived;
    }

    public override string ToString() => "(draft ticket)";
}

/// <summary>Keeps the drafts of people who are reporting, for two hours after their last answer.</summary>
public sealed class ReportDrafts(HearbackDb db, FindDraft find, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private const string Purpose = "draft.answers";

    /// <summary>The answers, or null when there are none, they are too old, or the ticket is not theirs.</summary>
    public async Task<ReportAnswers?> OpenAsync(DraftTicket ticket, CancellationToken stop)
    {
        if (await find.FindAsync(ticket.Id, stop) is not { } found) { return null; }

        var kept = ticket.Key.Open<Kept>(found.Answers, Purpose);
        return kept.Until > time.GetUtcNow() ? kept.Answers with { Pictures = found.Pictures } : null;
    }

    public async Task KeepAsync(DraftTicket ticket, ReportAnswers answers)
    {
        var until = time.GetUtcNow() + Lifetime;
        var sealedAnswers = ticket.Key.Seal(new Kept(answers, until), Purpose);
        var sweptAfter = until.WholeHour.AddHours(1);
        var id = ticket.Id;
        if (await db.Drafts.SingleOrDefaultAsync(draft => draft.Id == id) is { } known)
        {
            known.Answers = sealedAnswers;
            known.SweptAfter = sweptAfter;
        }
        else
        {
            db.Drafts.Add(new ReportDraft { Id = id, Answers = sealedAnswers, SweptAfter = sweptAfter });
        }

        await db.SaveChangesAsync();
    }

    public Task ForgetAsync(DraftTicket ticket)
    {
        var id = ticket.Id;
        return db.Drafts.Where(draft => draft.Id == id).ExecuteDeleteAsync();
    }

    /// <summary>Deletes what is past its hour, and says how many that were.</summary>
    public Task<int> SweepAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return db.Drafts.Where(draft => draft.SweptAfter <= now).ExecuteDeleteAsync(stop);
    }

    private sealed record Kept(ReportAnswers Answers, DateTimeOffset Until);
}

internal sealed class ReportDraftMapping : IEntityTypeConfiguration<ReportDraft>
{
    public void Configure(EntityTypeBuilder<ReportDraft> builder)
    {
        builder.ToTable("drafts");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => d.SweptAfter);
    }
}
