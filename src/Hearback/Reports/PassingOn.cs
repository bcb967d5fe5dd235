using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>The law that lets something of a report be passed on to another organisation.</summary>
public enum Gateway
{
    /// <summary>Crime and Disorder Act 1998, section 115.</summary>
    CrimeAndDisorder,

    /// <summary>Anti-social Behaviour, Crime and Policing Act 2014, section 104 and schedule 4: the ASB case review.</summary>
    CaseReview,

    /// <summary>Data Protection Act 2018, schedule 2, paragraph 2: crime.</summary>
    PreventingCrime,

    /// <summary>Children Act 2004, section 11.</summary>
    ChildAtRisk,

    /// <summary>Care Act 2014, sections 6, 7 and 42.</summary>
    AdultAtRisk,

    /// <summary>UK GDPR, article 6(1)(d): vital interests.</summary>
    DangerToLife,

    /// <summary>The reporter was asked and agreed.</summary>
    ReporterAgreed,
}

/// <summary>Why something of a report may leave the organisation that has it: what for, by which law, and why less would not do.</summary>
public sealed record Grounds(string Purpose, Gateway Gateway, string Necessity);

/// <summary>What another organisation was told, and why. It is stored only sealed.</summary>
public sealed record PassedWords(string Purpose, string Necessity, string? TheyAreTold);

/// <summary>
/// That something of a report was passed on to another organisation: who did it, to whom, when and by which law in clear, what and why sealed.
/// It is never changed. Members of that organisation see this and nothing else of the report.
/// </summary>
public sealed class PassingOn
{
    internal PassingOn(int entry, string organisation, PassedWords words, Gateway gateway, bool withName, Officer by, Desk desk)
    {
        Entry = entry;
        Organisation = organisation;
        Gateway = gateway;
        WithName = withName;
        On = desk.Today;
        MemberId = by.MemberId;
        Team = by.Team;
        IsWhole = words.TheyAreTold is null;
        Words = desk.Key.Seal(words, Purpose);
    }

    private PassingOn()
    {
    }

    public Guid ReportId { get; private set; }

    /// <summary>The number of the thread's entry that tells of it.</summary>
    public int Entry { get; private set; }

    /// <summary>The code of the organisation to which it went.</summary>
    public string Organisation { get; private set; } = "";

    public Gateway Gateway { get; private set; }

    /// <summary>Whether they may know who reported it. Only a reporter who agreed to be named is ever named.</summary>
    public bool WithName { get; private set; }

    /// <summary>Whether a team of theirs took over all of it; then its officers have the report itself.</summary>
    public bool IsWhole { get; private set; }

    public DateOnly On { get; private set; }

    public Guid MemberId { get; private set; }

    /// <summary>The team that passed it on.</summary>
    public string Team { get; private set; } = "";

    public SealedText Words { get; private set; }

    private string Purpose => $"passing.{Entry}";

    public PassedWords Open(DataKey key) => key.Open<PassedWords>(Words, Purpose);
}

internal sealed class PassingOnMapping : IEntityTypeConfiguration<PassingOn>
{
    public void Configure(EntityTypeBuilder<PassingOn> builder)
    {
        builder.ToTable("passings_on");
        builder.HasKey(passing => new { passing.ReportId, passing.Entry });
        builder.Property(passing => passing.Entry).ValueGeneratedNever();
        builder.Property(passing => passing.Organisation).HasMaxLength(40);
        builder.Property(passing => passing.Team).HasMaxLength(40);
        builder.HasIndex(passing => new { passing.Organisation, passing.On });
    }
}
