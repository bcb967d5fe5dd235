using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Corrections;

/// <summary>
/// What somebody says is wrong on the page of a service. Nothing is kept of who said it, and of when only the day. Its words are sealed until a
/// coordinator has dealt with it, and are then deleted.
/// </summary>
public sealed class Correction
{
    public const int LongestWords = 500;
    private const string Purpose = "correction.words";

    /// <summary>A correction with a name made with the form, so that Send pressed twice makes one.</summary>
    public Correction(Guid id, string service, string words, DataKey key, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestWords) { throw new RefusedException("Say what is wrong in 500 characters or fewer"); }

        (Id, Service, On, KeyId, Sealed) = (id, service, today, key.Id, key.Seal(words, Purpose));
    }

    private Correction()
    {
    }

    /// <summary>Never shown in public.</summary>
    public Guid Id { get; private set; }

    /// <summary>The code of the service.</summary>
    public string Service { get; private set; } = "";

    public DateOnly On { get; private set; }

    public DataKeyId KeyId { get; private set; }

    public SealedText Sealed { get; private set; }

    /// <summary>The words; who reads them leaves a trace.</summary>
    public string Open(DataKey key) => key.Open(Sealed, Purpose);
}

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> builder)
    {
        builder.ToTable("corrections");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Service).HasMaxLength(40);
        builder.HasIndex(c => new { c.On, c.Id });
    }
}
