using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>Where an idea stands. Nobody leaves it at <see cref="New"/> without words for the person who had it.</summary>
public enum IdeaState
{
    /// <summary>Nobody has answered yet.</summary>
    New,

    /// <summary>The partnership looks into it.</summary>
    LookedInto,

    /// <summary>It will be done.</summary>
    TakenUp,

    /// <summary>It will not be done now.</summary>
    NotNow,
}

/// <summary>What the partnership said to an idea, on a day.</summary>
public sealed record IdeaReply(DateOnly On, IdeaState State, string Words);

/// <summary>What is sealed of an idea: its words, where an answer may go, and the answers.</summary>
public sealed record IdeaContent
{
    public required string Words { get; init; }

    /// <summary>Null when the person comes back with reference and code.</summary>
    public string? Email { get; init; }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<IdeaReply> Replies { get; init; } = [];

    public override string ToString() => "(idea)";
}

/// <summary>
/// An idea of somebody without an account: what could be done, or done together. It is answered by reference and access code, as a report is.
/// Of when it came only the day is kept, and nothing of whom.
/// </summary>
public sealed class Idea
{
    public const int LongestWords = 2000;
    public const int LongestReply = 2000;
    private const string Purpose = "idea.content";

    /// <summary>An idea with a name made with the form, so that Send pressed twice makes one.</summary>
    public Idea(Guid id, IdeaContent content, AccessCode code, string? concern, DataKey key, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(content.Words) || content.Words.Length > LongestWords) { throw new RefusedException("Write your idea in 2,000 characters or fewer"); }

        (Id, Reference, ConcernId, On, KeyId) = (id, Reference.New(), concern, today, key.Id);
        (Code, Content) = (AccessCodeHash.Of(code), key.Seal(content, Purpose));
    }

    private Idea()
    {
    }

    public Guid Id { get; private set; }

    public Reference Reference { get; private set; }

    public AccessCodeHash Code { get; private set; } = AccessCodeHash.OfNobody;

    /// <summary>The concern of the plan that it is about, if it is about one.</summary>
    public string? ConcernId { get; private set; }

    public DateOnly On { get; private set; }

    public IdeaState State { get; private set; }

    public DataKeyId KeyId { get; private set; }

    public SealedText Content { get; private set; }

    public long Version { get; private set; }

    public IdeaContent Open(DataKey key) => key.Open<IdeaContent>(Content, Purpose);

    /// <summary>Says to the person what becomes of it. It may be said again, otherwise, but never in silence.</summary>
    /// <exception cref="RefusedException">There are no words, or too many, or it would be as if nobody had answered.</exception>
    public void Reply(IdeaState state, string words, DataKey key, DateOnly today)
    {
        if (state is IdeaState.New) { throw new RefusedException("Say what becomes of the idea"); }

        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestReply) { throw new RefusedException("Write a reply of 2,000 characters or fewer"); }

        var content = Open(key);
        (State, Content) = (state, key.Seal(content with { Replies = [.. content.Replies, new(today, state, words)] }, Purpose));
        Version++;
    }
}

internal sealed class IdeaMapping : IEntityTypeConfiguration<Idea>
{
    public void Configure(EntityTypeBuilder<Idea> builder)
    {
        builder.ToTable("plan_ideas");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.ConcernId).HasMaxLength(40);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.ComplexProperty(i => i.Code);
        builder.HasIndex(i => i.Reference).IsUnique();
        builder.HasIndex(i => new { i.State, i.On });
    }
}
