using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>
/// An immutable, numbered, published state of the plan. The databases themselves refuse to change or remove one; what was wrong in it
/// is put right by the next, which says so.
/// </summary>
public sealed class Edition
{
    private ActionPlan? _plan;
    private IReadOnlyList<PlanChange>? _changes;
    private readonly List<EditionPicture> _pictures = [];

    /// <summary>The next after <paramref name="before"/>, or the first.</summary>
    public Edition(ActionPlan plan, Edition? before, Publication publication, DateTimeOffset now)
    {
        Number = (before?.Number ?? 0) + 1;
        PublishedAt = now;
        PublishedBy = publication.By;
        Corrects = publication.Corrects;
        _pictures.AddRange(plan.Pictures.Select(picture => picture.Id).Distinct().Select(picture => new EditionPicture(Number, picture)));
        Content = StoredPlan.Write(plan);
        Difference = StoredPlan.Write(PlanComparison.Between(before?.Plan ?? new(), plan));
    }

    private Edition()
    {
    }

    /// <summary>1 for the first, and one more for each that follows.</summary>
    public int Number { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    public Guid PublishedBy { get; private set; }

    /// <summary>What was wrong in the edition before, if this one puts it right.</summary>
    public string? Corrects { get; private set; }

    internal string Content { get; private set; } = "";

    internal string Difference { get; private set; } = "";

    /// <summary>The pictures that it has, for the database to keep. Whoever reads the edition finds them in its plan.</summary>
    internal IReadOnlyList<EditionPicture> Pictures => _pictures;

    public ActionPlan Plan => _plan ??= StoredPlan.Read<ActionPlan>(Content);

    /// <summary>What changed since the edition before; for the first edition, all that is in it.</summary>
    public IReadOnlyList<PlanChange> Changes => _changes ??= StoredPlan.Read<List<PlanChange>>(Difference);
}

/// <summary>Who publishes, and what it corrects, if anything.</summary>
public sealed record Publication(Guid By, string? Corrects = null);

/// <summary>An edition that waits for its day and hour: the plan as it stood when that was decided. There is one at most.</summary>
public sealed class PlannedEdition
{
    public const int TheOne = 1;

    internal PlannedEdition(ActionPlan plan, Publication publication, DateTimeOffset publishAt)
    {
        Id = TheOne;
        PublishAt = publishAt;
        By = publication.By;
        Corrects = publication.Corrects;
        Content = StoredPlan.Write(plan);
    }

    private PlannedEdition()
    {
    }

    public int Id { get; private set; }

    public DateTimeOffset PublishAt { get; private set; }

    public Guid By { get; private set; }

    public string? Corrects { get; private set; }

    internal string Content { get; private set; } = "";

    public ActionPlan Plan => StoredPlan.Read<ActionPlan>(Content);
}

internal sealed class EditionMapping : IEntityTypeConfiguration<Edition>, IEntityTypeConfiguration<PlannedEdition>
{
    public void Configure(EntityTypeBuilder<Edition> builder)
    {
        builder.ToTable("plan_editions");
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Corrects).HasMaxLength(ActionPlan.LongestText);
        builder.Property(e => e.Content);
        builder.Property(e => e.Difference);
        builder.HasIndex(e => e.PublishedAt);
        builder.Ignore(e => e.Plan).Ignore(e => e.Changes);
    }

    public void Configure(EntityTypeBuilder<PlannedEdition> builder)
    {
        builder.ToTable("plan_planned_edition");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Corrects).HasMaxLength(ActionPlan.LongestText);
        builder.Property(e => e.Content);
        builder.Ignore(e => e.Plan);
    }
}
