using Hearback.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hearback.Plan;

/// <summary>What somebody says to "Is this working?".</summary>
public enum Working
{
    Yes,
    Partly,
    No,
}

/// <summary>What becomes of the words of an answer.</summary>
public enum AnswerState
{
    /// <summary>There are none; the answer only counts.</summary>
    WithoutWords,

    /// <summary>They wait, sealed, for a member to read them.</summary>
    Waiting,

    /// <summary>They are public.</summary>
    Shown,

    /// <summary>They were deleted; the answer still counts.</summary>
    NotShown,
}

/// <summary>
/// An answer to "Is this working?", given without an account. Nothing is kept of who gave it, and of when only the day. Its words
/// are sealed until a member shows them, and then public; words that are not shown are deleted.
/// </summary>
public sealed class ActionAnswer
{
    public const int LongestWords = 500;
    public const int LongestReply = 1000;
    private const string Purpose = "answer.words";

    /// <summary>An answer with a name made with the form, so that Send pressed twice makes one. The key seals the words; without words there is none.</summary>
    public ActionAnswer(Guid id, string actionId, Working working, string words, DataKey? key, DateOnly today)
    {
        if (words.Length > LongestWords) { throw new RefusedException("Your answer must be 500 characters or fewer"); }

        (Id, ActionId, Working, On) = (id, actionId, working, today);
        if (words is "") { return; }

        ArgumentNullException.ThrowIfNull(key);
        (State, KeyId, Sealed) = (AnswerState.Waiting, key.Id, key.Seal(words, Purpose));
    }

    private ActionAnswer()
    {
    }

    /// <summary>Never shown in public.</summary>
    public Guid Id { get; private set; }

    public string ActionId { get; private set; } = "";

    public Working Working { get; private set; }

    public DateOnly On { get; private set; }

    public AnswerState State { get; private set; }

    public DataKeyId? KeyId { get; private set; }

    public SealedText? Sealed { get; private set; }

    /// <summary>The words, once they are public.</summary>
    public string? Words { get; private set; }

    /// <summary>What the lead says to it, which is public; null while nothing was said.</summary>
    public string? Reply { get; private set; }

    /// <summary>The team or partnership that replied.</summary>
    public string? ReplyBy { get; private set; }

    public DateOnly? RepliedOn { get; private set; }

    public long Version { get; private set; }

    /// <summary>The words as they wait; who reads them leaves a trace.</summary>
    public string Open(DataKey key) => State is AnswerState.Waiting ? key.Open(Sealed!.Value, Purpose) : throw new RefusedException("Somebody has already decided about this answer");

    /// <summary>Makes the words public.</summary>
    /// <exception cref="RefusedException">They do not wait any more.</exception>
    public void Show(DataKey key)
    {
        Words = Open(key);
        (State, Sealed, KeyId) = (AnswerState.Shown, null, null);
        Version++;
    }

    /// <summary>Deletes the words, and with them a reply. The answer still counts.</summary>
    /// <exception cref="RefusedException">There are no words.</exception>
    public void DoNotShow()
    {
        if (State is AnswerState.WithoutWords or AnswerState.NotShown) { throw new RefusedException("This answer has no words to take away"); }

        (State, Sealed, KeyId) = (AnswerState.NotShown, null, null);
        (Words, Reply, ReplyBy, RepliedOn) = (null, null, null, null);
        Version++;
    }

    /// <summary>Says in public what the lead has to say to it, in place of what was said before.</summary>
    /// <exception cref="RefusedException">The answer is not public, or nothing is said.</exception>
    public void SayInReply(string words, string by, DateOnly today)
    {
        if (State is not AnswerState.Shown) { throw new RefusedException("Show the answer before you reply to it"); }

        if (string.IsNullOrWhiteSpace(words) || words.Length > LongestReply) { throw new RefusedException("Write a reply of 1,000 characters or fewer"); }

        (Reply, ReplyBy, RepliedOn) = (words, by, today);
        Version++;
    }
}

internal sealed class ActionAnswerMapping : IEntityTypeConfiguration<ActionAnswer>
{
    public void Configure(EntityTypeBuilder<ActionAnswer> builder)
    {
        builder.ToTable("plan_answers");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.ActionId).HasMaxLength(40);
        builder.Property(a => a.Words).HasMaxLength(ActionAnswer.LongestWords);
        builder.Property(a => a.Reply).HasMaxLength(ActionAnswer.LongestReply);
        builder.Property(a => a.ReplyBy).HasMaxLength(200);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.ActionId, a.State });
        builder.HasIndex(a => new { a.State, a.On });
    }
}
