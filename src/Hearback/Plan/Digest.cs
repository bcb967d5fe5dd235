using Hearback.Calendar;
using Hearback.Notices;
using Hearback.Vault;
using Microsoft.Extensions.Localization;

namespace Hearback.Plan;

/// <summary>What an edition has new for one mailbox, whatever it follows, in one letter.</summary>
internal sealed class Digest(Edition edition, ActionPlan before)
{
    private const int MostLines = 40;
    private readonly HashSet<PlanChange> _changes = [];
    private (FollowerContent Follower, DataKey Key)? _to;

    public void Add(FollowerContent follower, DataKey key)
    {
        _changes.UnionWith(follower.Followed.Among(edition, before));
        _to ??= (follower, key);
    }

    /// <summary>Null when there is nothing new for it.</summary>
    public Notice? Write(IStringLocalizer words, DateTimeOffset now) => _to is not var (follower, key) || _changes.Count is 0 ? null : new(NoticeKind.PlanChanged, key, new()
    {
        To = follower.Email,
        Words = Text(words),
        Path = edition.Number is 1 ? "/plan/editions/1" : $"/plan/compare/{edition.Number - 1}/{edition.Number}",
        StopPath = $"/plan/stop/{follower.Token.Reveal()}",
    }, now);

    private string Text(IStringLocalizer words)
    {
        var lines = PlanNews.Of(edition, edition.Changes.Where(_changes.Contains), words).Select(line => $"- {line}").DefaultIfEmpty($"- {words["Some words were changed"].Value}").ToList();
        var day = edition.PublishedAt.LondonDay;
        var text = new List<string> { words["Edition {0} of the action plan came out on {1} {2}.", edition.Number, day.InMonth(day), day.Year] };
        if (edition.Corrects is { } wrong) { text.Add(words["It puts right what was wrong: {0}", wrong]); }

        text.AddRange(["", words["What is new:"], .. lines.Take(MostLines)]);
        if (lines.Count > MostLines) { text.Add(words["and {0} more changes", lines.Count - MostLines]); }

        return string.Join('\n', text);
    }
}
