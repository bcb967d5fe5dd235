using System.Text.RegularExpressions;
using Hearback.Directory;

namespace Hearback.Plan;

/// <summary>What an edition may not go without.</summary>
public enum Missing
{
    /// <summary>There is nothing to publish.</summary>
    Concerns,

    Title,

    /// <summary>Nobody answers for the action.</summary>
    Lead,

    /// <summary>The action has neither a target date nor a reason with a day on which that is looked at again.</summary>
    Date,

    /// <summary>A picture of an update does not say what it shows.</summary>
    PictureWords,
}

/// <summary>Something without which the plan cannot be published, and where: the name of an action or of an update, or neither for the plan itself.</summary>
public sealed record MissingThing(Missing What, string? ActionId = null, string? UpdateId = null);

public enum FindingKind
{
    Name,
    FlatNumber,
    Phone,
    Email,

    /// <summary>Nobody but a person can see what a picture shows.</summary>
    Picture,
}

/// <summary>Words or a picture that may tell who somebody is, and where they stand. A second member has to confirm them before they are published.</summary>
public sealed record Finding(FindingKind Kind, string Words, string ItemId)
{
    /// <summary>The picture that has to be looked at; its words say what it shows.</summary>
    public UpdatePicture? Picture { get; init; }

    /// <summary>The same words, or the same picture, in the same place, so that what was confirmed stays confirmed.</summary>
    public string Key => PlanIds.Of(Kind.ToString(), Picture?.Id ?? Words, ItemId);

    /// <summary>Each picture of each update.</summary>
    internal static IEnumerable<Finding> Pictures(ActionPlan plan) =>
        plan.Updates.SelectMany(update => update.Pictures.Select(picture => new Finding(FindingKind.Picture, picture.Alt, update.Id) { Picture = picture }));
}

/// <summary>The list that is gone through before an edition is made.</summary>
public sealed record PublicationCheck
{
    public required IReadOnlyList<MissingThing> Missing { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What nobody but the publisher has confirmed yet.</summary>
    public required IReadOnlyList<Finding> Unconfirmed { get; init; }

    public bool Passed => Missing.Count is 0 && Unconfirmed.Count is 0;

    public static PublicationCheck Of(Draft draft, Pack pack, Guid publisher)
    {
        IReadOnlyList<Finding> findings = [.. PersonalWords.In(draft.Plan, pack), .. Finding.Pictures(draft.Plan)];
        return new()
        {
            Missing = [.. MissingIn(draft.Plan)],
            Findings = findings,
            Unconfirmed = [.. findings.Where(finding => !draft.Confirmed.Any(one => one.Finding == finding.Key && one.By != publisher))],
        };
    }

    /// <summary>The same look at words that somebody wants to show in public, such as an answer.</summary>
    public static IReadOnlyList<string> FoundIn(string words, Pack pack) => [.. PersonalWords.In([("", words)], pack).Select(finding => finding.Words).Distinct()];

    public static IEnumerable<MissingThing> MissingIn(ActionPlan plan)
    {
        if (string.IsNullOrWhiteSpace(plan.Title)) { yield return new(Plan.Missing.Title); }

        if (plan.Concerns.Count is 0) { yield return new(Plan.Missing.Concerns); }

        // An ask that stands beside an action is answered for by that action's lead, by that action's date.
        foreach (var action in plan.Actions.Where(action => action.GoesWith is null))
        {
            if (!action.Leads.Any(lead => !string.IsNullOrWhiteSpace(lead.Name))) { yield return new(Plan.Missing.Lead, action.Id); }

            if (action.TargetDate is null && string.IsNullOrWhiteSpace(action.NoDate?.Because)) { yield return new(Plan.Missing.Date, action.Id); }
        }

        foreach (var update in plan.Updates.Where(update => update.Pictures.Any(picture => string.IsNullOrWhiteSpace(picture.Alt)))) { yield return new(Plan.Missing.PictureWords, UpdateId: update.Id); }
    }
}

/// <summary>
/// Finds what may tell who somebody is: names behind a title or rank or that begin with a usual given name, flat numbers, mobile numbers and addresses of mail that no service
/// of the pack has. It suggests; a person decides.
/// </summary>
internal static partial class PersonalWords
{
    // What follows a name in a street or on a building is no surname.
    private const string Place = @"(?! (?:Street|Road|Avenue|Lane|Way|Close|Place|Square|Gardens?|Park|Court|House|Estate|Point|Buildings?|Mews|Walk|Terrace|Hall|Centre|School|Church|Station|Team|Council|Trust|Club|Day|Week)\b)";
    private const string Surname = $@"{Place} (?:Mc|O['’])?\p{{Lu}}[\p{{Ll}}'’-]*\b(?:{Place} \p{{Lu}}[\p{{Ll}}'’-]+\b)?{Place}";

    // Given names of many tongues, as common in London; a name that is a word or a month as well is left out.
    private static readonly Lazy<Regex> GivenName = new(() =>
    {
        using var names = new StreamReader(typeof(PersonalWords).Assembly.GetManifestResourceStream("Hearback.Plan.given-names.txt") ?? throw new InvalidOperationException("The given names are not embedded."));
        return new($@"\b(?:{names.ReadToEnd().Trim().Replace('\n', '|')}){Surname}", RegexOptions.CultureInvariant);
    });

    public static IReadOnlyList<Finding> In(ActionPlan plan, Pack pack) => In(Texts(plan), pack);

    public static IReadOnlyList<Finding> In(IEnumerable<(string Id, string Words)> texts, Pack pack)
    {
        var phones = pack.Teams.Select(team => team.Phone).Append(pack.About.NonEmergencyPhone).Append(pack.About.CrimestoppersPhone).OfType<string>().Select(Digits).ToHashSet();
        var known = string.Join('\n', [.. pack.Organisations.Select(organisation => organisation.Name), .. pack.Teams.Select(team => team.Name), .. pack.Glossary.Select(term => term.Means)]);
        var mails = pack.Teams.Select(team => team.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Also without its Markdown: “Mrs **Field**” is a name. And with it: a mailbox may stand behind a link.
        return [.. texts.SelectMany(text => FindIn(text.Id, $"{text.Words}\n{PlanText.Plain(text.Words)}")).Distinct()];

        IEnumerable<Finding> FindIn(string id, string words)
        {
            foreach (Match match in Name().Matches(words)) { yield return new(FindingKind.Name, match.Value, id); }

            foreach (Match match in GivenName.Value.Matches(words).Where(match => !known.Contains(match.Value, StringComparison.OrdinalIgnoreCase) && !Behind(words, match))) { yield return new(FindingKind.Name, match.Value, id); }

            foreach (Match match in Flat().Matches(words)) { yield return new(FindingKind.FlatNumber, match.Value, id); }

            foreach (Match match in Phone().Matches(words).Where(match => !phones.Contains(Digits(match.Value)))) { yield return new(FindingKind.Phone, match.Value, id); }

            foreach (Match match in Mail().Matches(words).Where(match => !mails.Contains(match.Value))) { yield return new(FindingKind.Email, match.Value, id); }
        }
    }

    private static IEnumerable<(string Id, string Words)> Texts(ActionPlan plan)
    {
        yield return ("", $"{plan.Title}\n{plan.Introduction}");
        foreach (var concern in plan.Concerns)
        {
            yield return (concern.Id, $"{concern.Asked}\n{concern.SaidAt}");
            foreach (var update in concern.Updates) { yield return (update.Id, Words(update)); }

            foreach (var action in concern.Actions)
            {
                yield return (action.Id, string.Join('\n', [action.Text, action.NoDate?.Because, .. action.EarlierDates.Select(date => date.Because), .. action.Leads.Concat(action.Supporting).Select(lead => $"{lead.Name} {lead.Contact}")]));
                foreach (var update in action.Updates) { yield return (update.Id, Words(update)); }
            }
        }

        static string Words(ProgressUpdate update) => string.Join('\n', [update.Title, update.Text, update.By, .. update.Pictures.Select(picture => picture.Alt)]);
    }

    /// <summary>Whether a title stands before it, so that the whole is found already.</summary>
    private static bool Behind(string words, Match pair) => Name().Matches(words).Any(name => name.Index < pair.Index && pair.Index < name.Index + name.Length);

    private static string Digits(string phone) => string.Concat(phone.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|PC|PCSO|Sgt|Sergeant|Sargent|Inspector|Officer)\.? (?:\p{Lu}[\p{Ll}'’-]+)(?: \p{Lu}[\p{Ll}'’-]+)?")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:[Ff]lat|[Aa]partment|[Rr]oom) (?:no\.? ?)?\d+[A-Za-z]?\b|\b\d+[A-Za-z]? \p{Lu}\p{Ll}+ (?:House|Court|Point|Buildings)\b")]
    private static partial Regex Flat();

    [GeneratedRegex(@"(?<![\d.])(?:\+44 ?\(?0?\)? ?|0)\d(?:[ \u00A0-]?\d){8,9}(?!\d)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")]
    private static partial Regex Mail();
}
