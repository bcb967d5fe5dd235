using System.Text.Json;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Insight;

/// <summary>
/// What a forgotten report counts for in the figures of a team and a month: numbers, without its days and its kind. Without it a month that was told
/// would change, and whoever compares would see that somebody was forgotten.
/// </summary>
public sealed class ForgottenFigures
{
    internal ForgottenFigures(Guid report, TeamMonth counted) =>
        (ReportId, Month, Team, Counted) = (report, counted.Month, counted.Team, JsonSerializer.Serialize(counted.Figures));

    private ForgottenFigures()
    {
    }

    /// <summary>The number of its tombstone.</summary>
    public Guid ReportId { get; private set; }

    public DateOnly Month { get; private set; }

    public string Team { get; private set; } = "";

    public string Counted { get; private set; } = "";

    internal Figures Read() => JsonSerializer.Deserialize<Figures>(Counted) ?? throw new InvalidOperationException("There are no figures.");
}

/// <summary>Keeps what a report counted for in the months that anybody still looks at.</summary>
internal sealed class KeepFigures(ReadFigures figures, HearbackDb db, TimeProvider time) : IKeepFigures
{
    private const int Months = 2 * TellPerformance.Months;

    public async Task KeepAsync(Guid report)
    {
        var since = new DateOnly(time.Today.Year, time.Today.Month, 1).AddMonths(-Months);
        foreach (var counted in (await figures.OfAsync(report, time.Today)).Where(one => one.Month >= since)) { db.ForgottenFigures.Add(new(report, counted)); }
    }
}

internal sealed class ForgottenFiguresMapping : IEntityTypeConfiguration<ForgottenFigures>
{
    public void Configure(EntityTypeBuilder<ForgottenFigures> builder)
    {
        builder.ToTable("forgotten_figures");
        builder.HasKey(counted => new { counted.ReportId, counted.Month, counted.Team });
        builder.Property(counted => counted.Team).HasMaxLength(40);
        builder.HasIndex(counted => new { counted.Month, counted.Team });
    }
}
