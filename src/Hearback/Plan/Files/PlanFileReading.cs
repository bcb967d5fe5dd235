using System.Globalization;

namespace Hearback.Plan.Files;

/// <summary>Makes a plan of what a file says, and collects every fault instead of stopping at the first.</summary>
internal sealed class PlanFileReading
{
    private const int LongestIntroduction = 10 * ActionPlan.LongestText;
    private const int MostFaults = 50;

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    private readonly List<FileFault> _faults = [];
    private readonly List<Doubt> _doubts = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    private PlanFileReading()
    {
    }

    /// <param name="file">What the file says.</param>
    /// <param name="faults">What was found wrong before.</param>
    /// <param name="doubts">What was left out before.</param>
    /// <exception cref="UnreadablePlanException">Anything is wrong.</exception>
    public static ReadPlan Read(PlanFile file, IEnumerable<FileFault> faults, IEnumerable<Doubt> doubts)
    {
        var reading = new PlanFileReading();
        reading._faults.AddRange(faults);
        reading._doubts.AddRange(doubts);
        if (reading._faults.Count is 0)
        {
            var plan = reading.Plan(file);
            if (reading._faults.Count is 0) { return new(plan, reading._doubts) { Rows = reading._rows }; }
        }

        throw new UnreadablePlanException(reading._faults.Count <= MostFaults ? reading._faults
            : [.. reading._faults.Take(MostFaults), new($"There are {reading._faults.Count - MostFaults:N0} more faults like these")]);
    }

    private ActionPlan Plan(PlanFile file)
    {
        // The ids of the file first, so that none which is made for a part without one is met again further down.
        foreach (var (i, concern) in Numbered(file.Concerns))
        {
            Take(concern, $"concerns[{i}]", concern.Id);
            foreach (var (j, update) in Numbered(concern.Updates)) { Take(update, $"concerns[{i}].updates[{j}]", update.Id); }

            foreach (var (j, action) in Numbered(concern.Actions))
            {
                Take(action, $"concerns[{i}].actions[{j}]", action.Id);
                foreach (var (k, update) in Numbered(action.Updates)) { Take(update, $"concerns[{i}].actions[{j}].updates[{k}]", update.Id); }
            }
        }

        Unknown(file, "");
        var terms = new HashSet<string>(StringComparer.Ordinal);
        return new()
        {
            Title = Maybe(file, "", "title", file.Title) ?? "",
            Introduction = Maybe(file, "", "introduction", file.Introduction, LongestIntroduction) ?? "",
            Glossary = Each(file, "", "glossary", file.Glossary, (term, path) =>
            {
                Unknown(term, path);
                var read = new PlanTerm(Needed(term, path, "term", term.Term), Maybe(term, path, "means", term.Means) ?? "");
                if (!terms.Add(read.Term)) { Fault(term, path, "term", $"“{Short(read.Term)}” is explained twice"); }

                return read;
            }),
            Concerns = Each(file, "", "concerns", file.Concerns, Concern),
        };
    }

    private Concern Concern(ConcernFile file, string path)
    {
        Unknown(file, path);
        var asked = Needed(file, path, "asked", file.Asked);
        var id = Id(file, file.Id, "concern", asked);
        var kinds = (file.Actions ?? []).OfType<ActionFile>().Where(action => action.Id?.Trim() is { Length: > 0 })
            .GroupBy(action => action.Id!.Trim()).ToDictionary(same => same.Key, same => same.First().Kind);
        return new()
        {
            Id = id,
            Asked = asked,
            SaidAt = Maybe(file, path, "saidAt", file.SaidAt),
            SaidOn = Day(file, path, "saidOn", file.SaidOn),
            People = file.People,
            Themes = Texts(file, path, "themes", file.Themes),
            Places = Texts(file, path, "places", file.Places),
            Actions = Each(file, path, "actions", file.Actions, (action, at) => Action(action, at, id, kinds)),
            Updates = Each(file, path, "updates", file.Updates, (update, at) => Update(update, at, id)),
        };
    }

    private PlannedAction Action(ActionFile file, string path, string concern, Dictionary<string, string?> kinds)
    {
        Unknown(file, path);
        var text = Needed(file, path, "text", file.Text);
        var id = Id(file, file.Id, "action", concern, text);
        var kind = Kind(file.Kind);
        if (kind is null) { Fault(file, path, "kind", $"must be “doing” or “ask”, not “{Short(file.Kind!)}”"); }

        var (date, review, reason) = (Day(file, path, "targetDate", file.TargetDate), Day(file, path, "reviewOn", file.ReviewOn), Maybe(file, path, "noDateReason", file.NoDateReason));
        if (date is not null && (reason is not null || review is not null)) { Fault(file, path, "targetDate", "there is a target date, and also a reason why there is none: leave one of them out"); }

        if (reason is not null && string.IsNullOrWhiteSpace(file.ReviewOn)) { Fault(file, path, "reviewOn", "is missing: say on which day the missing date is looked at again"); }

        return new()
        {
            Id = id,
            Kind = kind ?? ActionKind.Doing,
            Text = text,
            State = State(file, path, file.State) ?? ActionState.Planned,
            Leads = Each(file, path, "leads", file.Leads, Lead),
            Supporting = Each(file, path, "supporting", file.Supporting, Lead),
            TargetDate = date,
            NoDate = review is { } day ? new(reason ?? "", day) : null,
            EarlierDates = Each(file, path, "earlierDates", file.EarlierDates, EarlierDate),
            AddedOn = Day(file, path, "addedOn", file.AddedOn) ?? default,
            GoesWith = GoesWith(file, path, id, kind, kinds),
            Themes = Texts(file, path, "themes", file.Themes),
            Places = Texts(file, path, "places", file.Places),
            Updates = Each(file, path, "updates", file.Updates, (update, at) => Update(update, at, id)),
        };
    }

    private string? GoesWith(ActionFile file, string path, string id, ActionKind? kind, Dictionary<string, string?> kinds)
    {
        if (file.GoesWith?.Trim() is not { Length: > 0 } beside) { return null; }

        if (!kinds.TryGetValue(beside, out var itsKind)) { Fault(file, path, "goesWith", $"there is no action “{Short(beside)}” for the same concern"); }
        else if (kind is not ActionKind.Ask || Kind(itsKind) is not ActionKind.Doing)
        {
            _doubts.Add(new(id, "Only an ask can stand beside an action", "It stands alone"));
            return null;
        }

        return beside;
    }

    private Lead Lead(LeadFile file, string path)
    {
        Unknown(file, path);
        if (file.Name is null) { Fault(file, path, "name", "is missing: say who leads"); }

        return new()
        {
            Name = Maybe(file, path, "name", file.Name) ?? "",
            Organisation = Maybe(file, path, "organisation", file.Organisation),
            Team = Maybe(file, path, "team", file.Team),
            Contact = Maybe(file, path, "contact", file.Contact),
        };
    }

    private EarlierDate EarlierDate(EarlierDateFile file, string path)
    {
        Unknown(file, path);
        var (was, changed) = (Day(file, path, "was", file.Was), Day(file, path, "changedOn", file.ChangedOn));
        if (string.IsNullOrWhiteSpace(file.Was)) { Fault(file, path, "was", "is missing: say which date it was"); }

        if (string.IsNullOrWhiteSpace(file.ChangedOn)) { Fault(file, path, "changedOn", "is missing: say on which day the date was changed"); }

        return new(was ?? default, Day(file, path, "now", file.Now), Maybe(file, path, "because", file.Because) ?? "", changed ?? default);
    }

    private ProgressUpdate Update(UpdateFile file, string path, string within)
    {
        Unknown(file, path);
        var text = Needed(file, path, "text", file.Text);
        var evidence = Maybe(file, path, "evidence", file.Evidence);
        var link = evidence is null ? null : Link(evidence);
        if (evidence is not null && link is null) { Fault(file, path, "evidence", $"must be a web address that begins with https://, not “{Short(evidence)}”"); }

        return new()
        {
            Id = Id(file, file.Id, "update", within, file.On ?? "", text),
            On = Day(file, path, "on", file.On),
            Title = Maybe(file, path, "title", file.Title),
            Text = text,
            By = Maybe(file, path, "by", file.By),
            State = State(file, path, file.State),
            Figures = Each(file, path, "figures", file.Figures, Figure),
            Evidence = link,
            Pictures = Pictures(file, path),
        };
    }

    private List<UpdatePicture> Pictures(UpdateFile file, string path)
    {
        var pictures = Each(file, path, "pictures", file.Pictures, Picture);
        if (pictures.Count > UpdatePicture.Most) { Fault(file, path, "pictures", $"an update has {UpdatePicture.Most} pictures at most; this has {pictures.Count}"); }

        if (pictures.DistinctBy(picture => picture.Id).Count() < pictures.Count) { Fault(file, path, "pictures", "the same picture stands here twice"); }

        return pictures;
    }

    /// <summary>The picture itself is in no file: whoever takes the plan in looks whether it is here.</summary>
    private UpdatePicture Picture(PictureFile file, string path)
    {
        Unknown(file, path);
        var id = file.Id?.Trim() ?? "";
        if (!UpdatePicture.IsId(id)) { Fault(file, path, "id", $"“{Short(id)}” is not the name of a picture, as an export writes it"); }

        return new(id, Maybe(file, path, "alt", file.Alt, UpdatePicture.LongestAlt) ?? "", file.Width ?? 0, file.Height ?? 0);
    }

    private Figure Figure(FigureFile file, string path)
    {
        Unknown(file, path);
        if (file.Number is null) { Fault(file, path, "number", "is missing"); }

        return new(file.Number ?? 0, Needed(file, path, "of", file.Of), Maybe(file, path, "period", file.Period));
    }

    private static ActionKind? Kind(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        null or "" or "DOING" => ActionKind.Doing,
        "ASK" => ActionKind.Ask,
        _ => null,
    };

    private ActionState? State(FileItem file, string path, string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) { return null; }

        var known = Enum.GetValues<ActionState>().Where(state => string.Equals(PlanFile.Name(state), Bare(name), StringComparison.OrdinalIgnoreCase)).ToList();
        if (known.Count is 0) { Fault(file, path, "state", $"must be “planned”, “under way”, “done” or “stopped”, not “{Short(name)}”"); }

        return known is [var one] ? one : null;

        static string Bare(string name) => string.Concat(name.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '_')));
    }

    /// <summary>A link that a page may show: on the web, or to a picture of our own.</summary>
    private static Uri? Link(string words) =>
        Uri.TryCreate(words, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) ? link
        : words.StartsWith('/') && !words.StartsWith("//", StringComparison.Ordinal) && !words.StartsWith("/\\", StringComparison.Ordinal) && Uri.TryCreate(words, UriKind.Relative, out link) ? link
        : null;

    private void Take(FileItem file, string path, string? id)
    {
        if (id?.Trim() is not { Length: > 0 } own) { return; }

        if (!PlanIds.AreFine(own)) { Fault(file, path, "id", $"“{Short(own)}” cannot be an id: only letters, digits and hyphens, 40 at most"); }
        else if (!_ids.Add(own)) { Fault(file, path, "id", $"“{own}” is the id of something else already"); }
    }

    private static IEnumerable<(int At, TItem Item)> Numbered<TItem>(List<TItem?>? items) where TItem : FileItem =>
        (items ?? []).Index().Where(entry => entry.Item is not null).Select(entry => (entry.Index, entry.Item!));

    /// <summary>Its own id, or one made of its words, which is the same each time the file is read.</summary>
    private string Id(FileItem file, string? own, params string[] words)
    {
        var id = Id(own, words);
        if (file.Place is { } place) { _rows[id] = place.Row; }

        return id;
    }

    private string Id(string? own, string[] words)
    {
        if (own?.Trim() is { Length: > 0 } given) { return given; }

        for (var again = 0; ; again++)
        {
            var made = again is 0 ? PlanIds.Of(words) : PlanIds.Of([.. words, again.ToString(CultureInfo.InvariantCulture)]);
            if (_ids.Add(made)) { return made; }
        }
    }

    private List<TResult> Each<TItem, TResult>(FileItem file, string path, string field, List<TItem?>? items, Func<TItem, string, TResult> read) where TItem : FileItem
    {
        var all = new List<TResult>();
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            if (items![i] is { } item) { all.Add(read(item, $"{Inside(path, field)}[{i}]")); }
            else { Fault(file, path, field, "has an entry that says nothing"); }
        }

        return all;
    }

    private List<string> Texts(FileItem file, string path, string field, List<string?>? texts) =>
        [.. (texts ?? []).Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => Maybe(file, path, field, text)!)];

    private string Needed(FileItem file, string path, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) { Fault(file, path, field, "is missing"); }

        return Maybe(file, path, field, text) ?? "";
    }

    private string? Maybe(FileItem file, string path, string field, string? text, int longest = ActionPlan.LongestText)
    {
        if (text?.Length > longest) { Fault(file, path, field, $"must be {longest:N0} characters or fewer; it has {text.Length:N0}"); }

        return text is null ? null : FileText.Clean(text);
    }

    private DateOnly? Day(FileItem file, string path, string field, string? words)
    {
        if (string.IsNullOrWhiteSpace(words)) { return null; }

        if (DateOnly.TryParseExact(words.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) { return day; }

        Fault(file, path, field, $"must be a date such as 2026-06-30 or 30/06/2026, not “{Short(words)}”");
        return null;
    }

    private void Unknown(FileItem file, string path)
    {
        foreach (var name in file.Others?.Keys ?? Enumerable.Empty<string>()) { _doubts.Add(new("", $"There is no field {Inside(path, Short(name))} in a plan", "It was left out")); }
    }

    private void Fault(FileItem file, string path, string field, string words) =>
        _faults.Add(file.Place is { } place ? new(words, place.Row, place.ColumnOf(field)) : new($"{Inside(path, field)}: {words}"));

    private static string Inside(string path, string field) => path.Length is 0 ? field : $"{path}.{field}";

    private static string Short(string words) => words.Length <= 40 ? words : $"{words[..40]}…";
}
