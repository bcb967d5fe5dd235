using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Reports;

/// <summary>What a second member said, and when.</summary>
public sealed record SecondMember(Guid MemberId, bool Agrees, DateOnly On);

/// <summary>
/// A member who is not of the team that a confidential reporter trusted asks to open who they are. It needs the yes of a second member,
/// opens it once, and is then spent.
/// </summary>
public sealed class IdentityRequest
{
    /// <summary>For how many days it waits for an answer, and a yes then waits to be used.</summary>
    public const int GoodForDays = 7;
    private const string WhyPurpose = "identity.request";

    internal IdentityRequest(Report report, Guid member, string why, Desk desk)
    {
        Id = Guid.NewGuid();
        ReportId = report.Id;
        MemberId = member;
        AskedOn = desk.Today;
        Why = desk.Key.Seal(why, WhyPurpose);
    }

    private IdentityRequest()
    {
    }

    public Guid Id { get; private set; }

    public Guid ReportId { get; private set; }

    /// <summary>Who asks.</summary>
    public Guid MemberId { get; private set; }

    public DateOnly AskedOn { get; private set; }

    public SealedText Why { get; private set; }

    /// <summary>Null until somebody answered.</summary>
    public SecondMember? Second { get; private set; }

    /// <summary>The day on which the identity was opened by it.</summary>
    public DateOnly? UsedOn { get; private set; }

    public long Version { get; private set; }

    public string OpenWhy(DataKey key) => key.Open(Why, WhyPurpose);

    /// <summary>Whether somebody may still say yes or no.</summary>
    public bool WaitsOn(DateOnly today) => Second is null && today <= AskedOn.AddDays(GoodForDays);

    /// <summary>Whether the member who asked may open it now.</summary>
    public bool OpensOn(DateOnly today) => Second is { Agrees: true } second && UsedOn is null && today <= second.On.AddDays(GoodForDays);

    /// <summary>A second member says yes or no.</summary>
    /// <exception cref="RefusedException">It is the member who asked, somebody has answered, or it is too old.</exception>
    public void Answer(bool agrees, Guid by, DateOnly today)
    {
        if (by == MemberId) { throw new RefusedException("Another member must say yes. You cannot do it yourself"); }

        if (Second is not null) { throw new RefusedException("Somebody has answered this already"); }

        if (!WaitsOn(today)) { throw new RefusedException("This was asked more than 7 days ago. They have to ask again"); }

        Second = new(by, agrees, today);
        Version++;
    }

    /// <summary>Uses the yes, which is good for one opening.</summary>
    /// <exception cref="RefusedException">Nobody said yes, or the yes was used or is too old.</exception>
    public void Use(DateOnly today)
    {
        if (!OpensOn(today)) { throw new RefusedException("Another member has to say yes first"); }

        UsedOn = today;
        Version++;
    }
}

internal sealed class IdentityRequestMapping : IEntityTypeConfiguration<IdentityRequest>
{
    public void Configure(EntityTypeBuilder<IdentityRequest> builder)
    {
        builder.ToTable("identity_requests");
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.ComplexProperty(request => request.Second);
        builder.Property(request => request.Version).IsConcurrencyToken();
        builder.HasOne<Report>().WithMany().HasForeignKey(request => request.ReportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(request => new { request.ReportId, request.AskedOn });
    }
}
