using System.Text.RegularExpressions;
using Hearback.Directory;

namespace Hearback.Plan.Files;

/// <summary>Finds the teams and organisations of the pack in the words of a lead column.</summary>
internal sealed partial class LeadWords
{
    private readonly Dictionary<string, Known> _known = [];

    /// <param name="pack">Its teams, organisations and abbreviations are known.</param>
    /// <param name="glossary">The abbreviations that the document itself explains.</param>
    public LeadWords(Pack pack, IEnumerable<PlanTerm> glossary)
    {
        foreach (var organisation in pack.Organisations)
        {
            foreach (var team in organisation.Teams)
            {
                Add(team.Name, new(new() { Name = team.Name, Organisation = organisation.Name == team.Name ? null : organisation.Name, Team = team.Code }, organisation));
            }
        }

        foreach (var organisation in pack.Organisations) { Add(organisation.Name, new(new() { Name = organisation.Name }, organisation)); }

        foreach (var (term, means) in pack.Glossary.Select(one => (one.Term, one.Means)).Concat(glossary.Select(one => (one.Term, one.Means))))
        {
            if (_known.TryGetValue(Key(InBrackets().Replace(means, "")), out var meant)) { Add(term, meant); }
            else if (_known.TryGetValue(Key(term), out var named)) { Add(means, named); }
        }

        // "Police" is whoever of the partners is the police, as long as there is one only.
        foreach (var one in pack.Organisations.Where(o => o.Kind is OrganisationKind.Police or OrganisationKind.Council).GroupBy(o => o.Kind).Where(kind => kind.Count() is 1).Select(kind => kind.Single()))
        {
            Add(one.Kind.ToString(), new(new() { Name = one.Name }, one, ByKind: true));
        }
    }

    /// <summary>The leads that the words name, in their order, and whether a person should look at it, with why.</summary>
    public IEnumerable<(Lead Lead, string? Doubt)> Read(string words) =>
        words.Split([',', ';', '/', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim('.', ' ')).Where(part => part.Length > 0).SelectMany(Part);

    private IEnumerable<(Lead, string?)> Part(string part)
    {
        if (Find(part) is { } known) { return [Certain(part, known)]; }

        var pieces = And().Split(part).Select(piece => piece.Trim()).Where(piece => piece.Length > 0).ToList();
        var found = pieces.Select(piece => InARow(piece)).ToList();
        if (pieces.Count > 1 && found.Any(one => one is not null)) { return pieces.Zip(found).SelectMany(pair => pair.Second is { } names ? Together(pair.First, names) : [Text(pair.First)]); }

        return found is [{ } row] ? Together(part, row) : [Text(part)];
    }

    /// <summary>"Community Safety Police SNTs": names without a comma between, each of which is known.</summary>
    private IReadOnlyList<(Lead Lead, string? Doubt)>? InARow(string words)
    {
        if (Find(words) is { } one) { return [Certain(words, one)]; }

        var list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var count = Math.Min(list.Length - 1, 8); count > 0; count--)
        {
            var (head, rest) = (string.Join(' ', list[..count]), string.Join(' ', list[count..]));
            if (Find(head) is { } first && InARow(rest) is { } others) { return [Certain(head, first), .. others]; }
        }

        return null;
    }

    private static IEnumerable<(Lead, string?)> Together(string words, IReadOnlyList<(Lead Lead, string? Doubt)> names) =>
        names.Count is 1 ? names : names.Select((name, index) => (name.Lead, index is 0 ? $"No comma stands between the names; “{words}” was read as {string.Join(", ", names.Select(one => one.Lead.Name))}" : name.Doubt));

    private Known? Find(string words)
    {
        if (_known.TryGetValue(Key(words), out var known)) { return known; }

        // "Police SNTs": the organisation, then its team.
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && _known.TryGetValue(Key(words[..space]), out var holder) && holder.Lead.Team is null
            && _known.TryGetValue(Key(words[space..]), out var team) && team.Lead.Team is not null && team.Holder == holder.Holder ? team : null;
    }

    private static (Lead, string?) Certain(string words, Known known) =>
        (known.Lead, known.ByKind ? $"“{words}” was read as {known.Lead.Name}, the only {known.Holder.Kind.ToString().ToLowerInvariant()} of the pack" : null);

    private static (Lead, string?) Text(string words) => (new() { Name = words }, $"“{words}” is no team or organisation of the pack: kept as text");

    private void Add(string name, Known known) => _known.TryAdd(Key(name), known);

    private static string Key(string name)
    {
        var plain = Spaces().Replace(name.Replace('’', '\'').Trim(' ', '.', ','), " ").ToLowerInvariant();
        return Plural().Replace(Around().Replace(plain, ""), "");
    }

    /// <param name="Lead">As the plan names it.</param>
    /// <param name="Holder">The organisation it is, or belongs to.</param>
    /// <param name="ByKind">Known only because there is no other of its kind.</param>
    private sealed record Known(Lead Lead, Organisation Holder, bool ByKind = false);

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"\s*&\s*|\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^the | (teams?|services?)$")]
    private static partial Regex Around();

    [GeneratedRegex(@"'?s$")]
    private static partial Regex Plural();
}
