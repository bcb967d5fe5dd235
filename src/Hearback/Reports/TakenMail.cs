using Hearback.Calendar;
using Hearback.Notices;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>
/// That an email was taken, saved with what became of it, so that it is never taken twice. It is a fingerprint under the master key and a
/// day: nobody can read from it whose email it was, or try out what it said.
/// </summary>
public sealed class TakenMail
{
    /// <summary>Days after which it is deleted; by then the email has long left the mailbox.</summary>
    public const int KeptDays = 90;

    public required Guid Id { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>Two emails that share a Message-Id, as some programs make them, and say different things are two.</summary>
    public static TakenMail Of(ArrivedMail arrived, MailWords? said, MasterKey master, DateTimeOffset now) => new()
    {
        Id = master.Fingerprint(string.Join('\0', arrived.Mail.MessageId, arrived.Sender?.Address, arrived.Mail.Headers["Date"], said?.Whole), "mail.taken"),
        On = now.LondonDay,
    };
}

internal sealed class TakenMailMapping : IEntityTypeConfiguration<TakenMail>
{
    public void Configure(EntityTypeBuilder<TakenMail> builder)
    {
        builder.ToTable("mails_taken");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.On);
    }
}
