using System.Text.RegularExpressions;

namespace Hearback.Plan.Files;

/// <summary>What the words of a paragraph tell of it.</summary>
internal static partial class PlanWords
{
    /// <summary>What the partners do or what people can do, and the words that leave it in doubt.</summary>
    public static (ActionKind Kind, string? Because) KindOf(string words)
    {
        if (Asks().Match(words) is { Success: true } ask) { return (ActionKind.Ask, ask.Value); }

        return MayAsk().Match(words) is { Success: true } maybe ? (ActionKind.Doing, maybe.Value) : (ActionKind.Doing, null);
    }

    /// <summary>The state that the words of an action hint at, when it is not "under way".</summary>
    public static (ActionState State, string Because)? HintOfState(string words) =>
        Did().Match(words) is { Success: true } did ? (ActionState.Done, did.Value) : Will().Match(words) is { Success: true } will ? (ActionState.Planned, will.Value) : null;

    /// <summary>Whether a paragraph stops where no sentence does.</summary>
    public static bool BreaksOff(string words) => !End().IsMatch(words);

    /// <summary>Whether a paragraph stops where the next word must follow: after a comma, or after a word such as "the".</summary>
    public static bool NeedsMore(string words) => Hangs().IsMatch(words);

    public static bool BeginsSmall(string words) => words.Length > 0 && char.IsLower(words[0]);

    [GeneratedRegex(@"\bencourage (residents|you|everyone|everybody|people|tenants|the community)\b|^to report\b.*\byou can\b|^if you\b|^(you can|please|report|call|phone|ring|email|contact|tell us|speak to|join|come to|visit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\bencourage\b|\byou can\b|\byou could\b|\bplease\b", RegexOptions.IgnoreCase)]
    private static partial Regex MayAsk();

    [GeneratedRegex(@"^\w+ ha(ve|s) (?!to\b|been\b|\d)\w+ed\b|\b(completed|finished)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Did();

    [GeneratedRegex(@"\bwill\b|^(services|all) to\b|\blooking at\b", RegexOptions.IgnoreCase)]
    private static partial Regex Will();

    [GeneratedRegex(@"[.!?:;…][’”'"")\]]*$")]
    private static partial Regex End();

    [GeneratedRegex(@"(,|-|\b(and|or|the|of|to|in|with|by|for|on|at|from|a|an|via|our|your|their|is|are|will))$", RegexOptions.IgnoreCase)]
    private static partial Regex Hangs();
}
