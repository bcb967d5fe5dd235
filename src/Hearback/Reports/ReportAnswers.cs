using System.Text.Json.Serialization;
using Hearback.Vault;

namespace Hearback.Reports;

/// <summary>The questions of the journey, in their order.</summary>
public enum Question
{
    What,

    /// <summary>The follow-ups that the pack asks for some categories.</summary>
    More,
    Where,

    /// <summary>It is a service's task and not ours: asked only where the pack says so.</summary>
    NotOurs,
    When,
    Story,

    /// <summary>Nobody must send any, so nobody is ever led here but from the question before.</summary>
    Pictures,
    Effect,
    Wish,
    Identity,
    Contact,
    Check,
}

/// <summary>The answers so far of somebody who is reporting. They exist only sealed, under a key that only the browser has.</summary>
public sealed record ReportAnswers
{
    public const int LongestStory = 4000;
    public const int LongestSaid = 200;

    /// <summary>Becomes the report's own id, so that a second press of Send finds the first.</summary>
    public Guid ReportId { get; init; } = Ids.Next();

    /// <summary>Drawn at the start and shown after Send; a reload shows the same one.</summary>
    public string AccessCode { get; init; } = Vault.AccessCode.New().Reveal();

    /// <summary>How they told us, when a member fills it in for a caller.</summary>
    public ToldBy ToldBy { get; init; } = ToldBy.Web;

    public string? Category { get; init; }

    /// <summary>The plain words with which they looked for the category; they begin the story, and are not kept once it is told.</summary>
    public string? Said { get; init; }

    public IReadOnlyList<FollowUpAnswer> FollowUps { get; init; } = [];

    public WhereAnswer? Where { get; init; }

    /// <summary>What they want to be done about what is a service's task.</summary>
    public NotOursAnswer? NotOurs { get; init; }

    public WhenAnswer? When { get; init; }

    public string? Story { get; init; }

    /// <summary>How many pictures are kept beside the draft: counted whenever it is read, and never a part of it. While it is 0, nobody looks for any.</summary>
    [JsonIgnore]
    public int Pictures { get; init; }

    public EffectAnswer? Effect { get; init; }

    public string? Wish { get; init; }

    public IdentityLevel? Identity { get; init; }

    public Contact? Contact { get; init; }

    /// <summary>Sent with one press by somebody whom a known problem affects too: only kind and place were asked.</summary>
    public bool AffectsMeToo { get; init; }

    /// <summary>Set when it goes to a service, by the last press.</summary>
    public GoesTo? GoesTo { get; init; }

    /// <summary>Whether a service gets it, which is not asked what it does to people and what they would like.</summary>
    public bool IsForService => NotOurs is { Choice: NotOursChoice.SendForMe };

    /// <summary>Set when they wrote an email of their own accord. Nothing was asked then, and no answer is made up for them.</summary>
    public ByMail? ByMail { get; init; }

    /// <summary>The reference of an earlier report of theirs, closed for good, that this goes on from.</summary>
    public string? GoesOnFrom { get; init; }

    public AccessCode Code => Vault.AccessCode.Read(AccessCode) ?? throw new InvalidOperationException("A draft holds no access code.");

    /// <summary>
    /// The first question that has no answer, of those that everybody is asked and no report can do without. A forged or skipped step leads back
    /// to it, or to a follow-up that comes before it.
    /// </summary>
    public Question FirstUnanswered => this switch
    {
        { Category: null } => Question.What,
        { Where: null, ByMail: null } => Question.Where,
        { AffectsMeToo: true } or { GoesTo.Passed: null, GoesTo: not null } => Question.Check,
        { When: null, ByMail: null } => Question.When,
        { Story: null } => Question.Story,
        { Effect: null, ByMail: null, IsForService: false } => Question.Effect,
        { Wish: null, ByMail: null, IsForService: false } => Question.Wish,
        { Identity: null } => Question.Identity,
        { Identity: not IdentityLevel.Anonymous, Contact: null } => Question.Contact,
        _ => Question.Check,
    };
}

/// <summary>What somebody can do about what is a service's task.</summary>
public enum NotOursChoice
{
    SendForMe,
    TellThemMyself,
    LeaveWithUs,
}

/// <summary>What they chose, and about which service they were told.</summary>
public sealed record NotOursAnswer(string Service, NotOursChoice Choice);

/// <summary>To which service it goes, and what that is told: null when they tell it themselves.</summary>
public sealed record GoesTo(string Service, Passed? Passed);

/// <summary>What there is to an email besides its words: what of it was not kept, as its sender is told.</summary>
public sealed record ByMail(string? NotKept);
