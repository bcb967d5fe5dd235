using System.Globalization;
using System.Text.RegularExpressions;
using Hearback.Directory;

namespace Hearback.Plan.Files;

/// <summary>
/// Makes a plan of a document's paragraphs and table, wherever they come from. It keeps every paragraph whole and in its order, notes each
/// point at which it had to choose, and collects every fault instead of stopping at the first.
/// </summary>
/// <remarks>
/// A row whose first cell is blank goes on from the row above; where the heading stands between the two, a page ended there and both are one
/// row that was cut. Leads and dates belong to the actions that begin beside them; a piece without any takes those of the piece above.
/// </remarks>
internal sealed partial class TableReading(Pack pack, DateOnly today, IProgress<int>? progress = null)
{
    /// <summary>Why an action has no date, when its cell is blank.</summary>
    public const string GaveNone = "the imported plan gave none";

    private const int ReviewAfterDays = 28;
    private const int LongestTitleLine = 60;
    private const int TellEvery = 500;

    private readonly List<FileFault> _faults = [];
    private readonly List<Doubt> _doubts = [];
    private readonly Dictionary<string, int> _rows = [];
    private readonly Dictionary<string, int> _namesMade = [];
    private readonly HashSet<string> _leadsDoubted = [];
    private readonly List<RawConcern> _concerns = [];
    private readonly List<Passage> _before = [];
    private readonly List<Passage> _after = [];
    private LeadWords _leads = null!;
    private PlanColumns? _columns;

    /// <exception cref="UnreadablePlanException">Something in the document is wrong; each fault names its row and column.</exception>
    public ReadPlan Read(IEnumerable<Block> document)
    {
        Collect(document);
        if (_columns is null && _faults.Count is 0) { _faults.Add(new("There is no table with the headings You asked, We are doing, What you can do, Lead, Target date and Progress")); }

        if (_faults.Count > 0) { throw new UnreadablePlanException([.. _faults]); }

        var plan = Heading();
        _leads = new(pack, plan.Glossary);
        plan = plan with { Concerns = [.. _concerns.Select(Make)] };
        if (_faults.Count > 0) { throw new UnreadablePlanException([.. _faults]); }

        if (plan.Actions.Any())
        {
            _doubts.Insert(0, new("", $"{plan.Actions.Count()} actions", $"Under way, each of them: their column says “{_columns!.Heading(_columns.Has(PlanColumn.DoingOrAsk) ? PlanColumn.DoingOrAsk : PlanColumn.Doing)}” and the document tells no other state"));
        }

        return new(plan, _doubts) { Rows = _rows };
    }

    private void Collect(IEnumerable<Block> document)
    {
        PlanColumns? columns = null;
        var headingBetween = false;
        var rows = 0;
        foreach (var block in document)
        {
            if (block is Passage passage)
            {
                (_columns is null ? _before : _after).Add(passage);
                continue;
            }

            var row = (DocumentRow)block;
            if (++rows % TellEvery is 0) { progress?.Report(rows); }

            if (row.StartsTable && row.Cells.Count != columns?.Count) { columns = null; }

            if (PlanColumns.Of(row) is { } heading)
            {
                var faults = heading.Faults(row.Number).ToList();
                if (_columns is not null && heading.HasAsks != _columns.HasAsks) { faults.Add(new("This heading has other columns than the first", row.Number)); }

                _faults.AddRange(faults);
                if (faults.Count > 0) { return; }

                (columns, headingBetween) = (heading, _concerns.Count > 0);
                _columns ??= heading;
            }
            else if (columns is null)
            {
                (_columns is null ? _before : _after).AddRange(Passage.Of(string.Join('\t', row.Cells.Select(cell => cell.Text)).Trim('\t').Replace("\t", TabSign, StringComparison.Ordinal)));
            }
            else if (row.Cells.Any(cell => cell.Passages.Count > 0 || cell.HoldsTable))
            {
                Collect(row, columns, headingBetween);
                headingBetween = false;
            }
        }

        progress?.Report(rows);
    }

    // Between the cells of a table that is not the plan's: white space is made one, and this must stay.
    private const string TabSign = " \u2063 ";

    private void Collect(DocumentRow row, PlanColumns columns, bool afterBreak)
    {
        var piece = new Piece(row.Number, afterBreak);
        foreach (var (column, cell) in columns.Cells(row))
        {
            if (cell.HoldsTable) { _faults.Add(new("A table stands inside this cell: write its rows as paragraphs", row.Number, column is { } inside ? columns.Heading(inside) : null)); }

            if (column is { } known) { piece.Cells[known] = cell.Passages; }
            else if (cell.Passages.Count > 0) { _faults.Add(new($"This cell stands under no heading: “{Short(cell.Text)}”", row.Number)); }
        }

        var asked = piece.In(PlanColumn.Asked);
        var last = _concerns.LastOrDefault();
        if (asked.Count is 0 && last is null) { _faults.Add(new("It is blank, and there is no row above from which it could go on", row.Number, columns.Heading(PlanColumn.Asked))); }
        else if (last is not null && (asked.Count is 0 || GoesOn(last, asked, afterBreak) || SaysTheSame(last, piece))) { last.Pieces.Add(piece); }
        else { _concerns.Add(new([piece])); }
    }

    private static bool GoesOn(RawConcern concern, IReadOnlyList<Passage> asked, bool afterBreak) =>
        afterBreak && concern.Pieces[^1].In(PlanColumn.Asked) is [.., var above] && PlanWords.BreaksOff(above.Text) && PlanWords.BeginsSmall(asked[0].Text);

    /// <summary>A table may repeat what was asked in each row that answers it.</summary>
    private static bool SaysTheSame(RawConcern concern, Piece piece)
    {
        if (!concern.Pieces[0].In(PlanColumn.Asked).SequenceEqual(piece.In(PlanColumn.Asked))) { return false; }

        piece.Cells[PlanColumn.Asked] = [];
        return true;
    }

    private ActionPlan Heading()
    {
        var title = _before.TakeWhile(line => line.Text.Length <= LongestTitleLine && PlanWords.BreaksOff(line.Text) && !Introduction().IsMatch(line.Text) && !GlossaryHeading().IsMatch(line.Text)).ToList();
        if (title.Count > 1) { _doubts.Add(new("", string.Join(" / ", title.Select(line => line.Text)), "The title, its lines one after the other")); }

        if (title.Count is 0) { _doubts.Add(new("", "The title", "None: the document begins with no short line. Enter one before you publish")); }

        var introduction = new List<Passage>();
        var glossary = new List<PlanTerm>();
        var inGlossary = false;
        foreach (var line in _before.Skip(title.Count))
        {
            if (GlossaryHeading().IsMatch(line.Text)) { inGlossary = true; }
            else if (inGlossary && Term().Match(line.Text) is { Success: true } term) { glossary.Add(new(term.Groups[1].Value, term.Groups[2].Value)); }
            else if (!Introduction().IsMatch(line.Text)) { introduction.Add(Shown(line)); }
        }

        foreach (var line in _after)
        {
            // A plan taken in is a draft, whatever the mark on its paper.
            var mark = line.Text.Trim('.', ' ').Equals("draft", StringComparison.OrdinalIgnoreCase);
            _doubts.Add(new("", line.Text, mark ? "Left out: a mark of the paper below the table. The plan becomes a draft in any case" : "Put at the end of the introduction: it stands outside the table"));
            if (!mark) { introduction.Add(Shown(line)); }
        }

        return new() { Title = string.Join(' ', title.Select(line => line.Text)), Introduction = PlainMarkdown.Of(introduction), Glossary = glossary };

        static Passage Shown(Passage line) => line with { Text = line.Text.Replace(TabSign, " ", StringComparison.Ordinal) };
    }

    private Concern Make(RawConcern raw)
    {
        var row = raw.Pieces[0].Row;
        var asked = string.Join("\n\n", Texts(raw, PlanColumn.Asked).Select(text => string.Join('\n', text.Passages.Select(passage => passage.Text))));
        var id = Name(row, "concern", asked);
        Fits(asked, row, PlanColumn.Asked);

        var actions = Actions(raw, id, asked);
        ShareOut(raw, actions, id);
        var updates = Updates(raw, actions, id, asked);
        return new() { Id = id, Asked = asked, Actions = [.. actions.Select(action => action.Made(today))], Updates = updates };
    }

    private List<RawAction> Actions(RawConcern raw, string concern, string asked)
    {
        var combined = _columns!.Has(PlanColumn.DoingOrAsk);
        var texts = combined ? Texts(raw, PlanColumn.DoingOrAsk) : [.. Texts(raw, PlanColumn.Doing), .. _columns.HasAsks ? Texts(raw, PlanColumn.Ask) : []];
        var actions = new List<RawAction>();

        // In six columns an ask follows what stands beside it.
        foreach (var text in texts.OrderBy(text => text.Piece))
        {
            var words = text.Passages[0].Text;
            var (kind, because) = combined ? PlanWords.KindOf(words) : (text.Column is PlanColumn.Ask ? ActionKind.Ask : ActionKind.Doing, null);
            var row = raw.Pieces[text.Piece].Row;
            var markdown = PlainMarkdown.Of(text.Passages);
            Fits(markdown, row, text.Column);
            var action = new RawAction(Name(row, "action", asked, markdown), kind, markdown, text.Piece);
            actions.Add(action);
            if (because is not null)
            {
                _doubts.Add(new(action.Id, words, kind is ActionKind.Ask
                    ? $"“What you can do”, because it says “{because}”"
                    : $"“We are doing”, although it says “{because}”", DoubtAbout.Kind));
            }

            if (kind is ActionKind.Doing && PlanWords.HintOfState(words) is { } hint)
            {
                _doubts.Add(new(action.Id, words, $"Under way, as its column says, although “{hint.Because}” may mean that it is {(hint.State is ActionState.Done ? "done" : "only planned")}", DoubtAbout.State));
            }
        }

        if (!combined) { StandBeside(raw, actions, concern); }

        return actions;
    }

    /// <summary>In six columns, asks in the row of one action only belong beside it.</summary>
    private void StandBeside(RawConcern raw, List<RawAction> actions, string concern)
    {
        foreach (var row in actions.GroupBy(action => raw.RowOf(action.Piece)))
        {
            if (row.Where(action => action.Kind is ActionKind.Doing).Take(2).ToList() is not [var doing]) { continue; }

            foreach (var ask in row.Where(action => action.Kind is ActionKind.Ask))
            {
                ask.GoesWith = doing.Id;
                _doubts.Add(new(ask.Id, ask.Text, "Beside the one action of its row, whose lead and date hold for it too"));
            }
        }
    }

    /// <summary>Gives the actions the leads and dates that stand beside them.</summary>
    private void ShareOut(RawConcern raw, List<RawAction> actions, string concern)
    {
        for (var index = 0; index < raw.Pieces.Count; index++)
        {
            var piece = raw.Pieces[index];
            var here = actions.Where(action => action.Piece == index && action.GoesWith is null).ToList();
            if (_columns!.HasAsks && here.Any(action => action.Kind is ActionKind.Doing)) { here = [.. here.Where(action => action.Kind is ActionKind.Doing), .. here.Where(action => action.Kind is ActionKind.Ask)]; }

            Share(PlanColumn.Lead, (action, words) => action.Leads = [.. action.Leads.Concat(LeadsOf(words, concern)).Distinct()], "answers for");
            Share(PlanColumn.Target, (action, words) => SetDate(action, words, piece.Row), "holds for");
            if (here.Count > 0 && here.All(action => action.Leads.Count is 0))
            {
                _doubts.Add(new(concern, Short(here[0].Text), $"No lead for {Many(here.Count)} of row {Number(piece.Row)}: the document names none. Enter one before you publish"));
            }

            void Share(PlanColumn column, Action<RawAction, string> give, string does)
            {
                var lines = piece.In(column).SelectMany(passage => passage.Text.Split('\n')).ToList();
                if (lines.Count is 0)
                {
                    // The row was cut, or a cell reaches over several rows.
                    lines = [.. raw.Pieces.Take(index).LastOrDefault(above => above.In(column).Count > 0)?.In(column).SelectMany(passage => passage.Text.Split('\n')) ?? []];
                    if (lines.Count is 0 || here.Count is 0) { return; }

                    foreach (var (action, line) in here.SelectMany(action => lines.Select(line => (action, line)))) { give(action, line); }

                    _doubts.Add(new(concern, Short(string.Join(" / ", lines)), $"{Capital(does)} {Many(here.Count)} of row {Number(piece.Row)} too, which is blank in this column and goes on from the row above"));
                    return;
                }

                var for_ = here.Count > 0 ? here : [.. actions.Where(action => action.Piece < index && action.GoesWith is null).GroupBy(action => action.Piece).LastOrDefault() ?? Enumerable.Empty<RawAction>()];
                if (for_.Count is 0)
                {
                    _faults.Add(new($"There is no action to which this belongs: “{Short(lines[0])}”", piece.Row, _columns.Heading(column)));
                    return;
                }

                if (here.Count > 1 && lines.Count == here.Count)
                {
                    foreach (var (action, line) in here.Zip(lines)) { give(action, line); }

                    _doubts.Add(new(concern, Short(string.Join(" / ", lines)), $"Row {Number(piece.Row)} has as many paragraphs here as actions: the first {does} the first, and so on"));
                    return;
                }

                foreach (var (action, line) in for_.SelectMany(action => lines.Select(line => (action, line)))) { give(action, line); }

                if (for_.Count > 1 || here.Count is 0) { _doubts.Add(new(concern, Short(string.Join(" / ", lines)), $"{Capital(does)} {Many(for_.Count)} of row {Number(raw.Pieces[for_[0].Piece].Row)}: the document does not say which")); }
            }
        }
    }

    private IEnumerable<Lead> LeadsOf(string words, string concern)
    {
        foreach (var (lead, doubt) in _leads.Read(words))
        {
            if (doubt is not null && _leadsDoubted.Add(doubt)) { _doubts.Add(new(concern, words, doubt)); }

            yield return lead;
        }
    }

    private void SetDate(RawAction action, string words, int row)
    {
        if (WrittenDate.Read(words) is { } day && action.TargetDate is null && action.DateWords is null)
        {
            action.TargetDate = day;
            return;
        }

        // Two dates, or words that name no one day: a person decides, and the words stay to be read.
        action.DateWords = string.Join(", ", new[] { action.DateWords, action.TargetDate?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), words }.OfType<string>());
        action.TargetDate = null;
        _doubts.Add(new(action.Id, words, $"No target date: row {Number(row)}, column {_columns!.Heading(PlanColumn.Target)} does not name one day such as 30 June 2026. The words are kept as the reason"));
    }

    private List<ProgressUpdate> Updates(RawConcern raw, List<RawAction> actions, string concern, string asked)
    {
        var ofConcern = new List<ProgressUpdate>();
        var alone = actions.Where(action => action.GoesWith is null).GroupBy(action => raw.RowOf(action.Piece)).Where(row => row.Count() is 1).ToDictionary(row => row.Key, row => row.Single());
        foreach (var text in Texts(raw, PlanColumn.Progress))
        {
            var row = raw.Pieces[text.Piece].Row;
            var (on, words) = WrittenDate.AtHead(text.Passages[0].Text);
            var markdown = PlainMarkdown.Of([text.Passages[0] with { Text = words }, .. text.Passages.Skip(1)]);
            Fits(markdown, row, PlanColumn.Progress);
            var update = new ProgressUpdate { Id = Name(row, "update", asked, $"{on:O}{markdown}"), On = on, Text = markdown };
            if (alone.TryGetValue(raw.RowOf(text.Piece), out var action))
            {
                action.Updates.Add(update);
                _doubts.Add(new(update.Id, words, $"Progress of the one action of its row: “{Short(action.Text)}”"));
            }
            else { ofConcern.Add(update); }
        }

        if (ofConcern.Count > 0 && actions.Count > 0) { _doubts.Add(new(concern, $"{ofConcern.Count} progress {(ofConcern.Count is 1 ? "paragraph" : "paragraphs")}", "Progress of the concern as a whole: the document does not say of which action")); }

        return ofConcern;
    }

    /// <summary>The texts of a column, made whole again where a page cut them, with lists below what leads to them.</summary>
    private List<RawText> Texts(RawConcern raw, PlanColumn column)
    {
        var texts = new List<RawText>();
        var lastPiece = -1;
        for (var index = 0; index < raw.Pieces.Count; index++)
        {
            var passages = raw.Pieces[index].In(column);
            for (var at = 0; at < passages.Count; at++)
            {
                var passage = passages[at];
                var last = texts.LastOrDefault();
                if (at is 0 && last is not null && lastPiece == index - 1 && GoesOn(last, passage, raw.Pieces[index], column)) { last.Passages[^1] = last.Passages[^1] with { Text = $"{last.Passages[^1].Text} {passage.Text}" }; }
                else if (passage.IsItem && last is { } leader && (leader.Passages.Count > 1 || leader.Passages[0].Text.EndsWith(':'))) { leader.Passages.Add(passage); }
                else { texts.Add(new([passage with { IsItem = false }], index, column)); }

                lastPiece = index;
            }
        }

        return texts;
    }

    private bool GoesOn(RawText text, Passage next, Piece piece, PlanColumn column)
    {
        var above = text.Passages[^1].Text;
        var (breaksOff, small) = (PlanWords.BreaksOff(above), PlanWords.BeginsSmall(next.Text));
        var joins = breaksOff && (small || PlanWords.NeedsMore(above));
        var sure = joins ? piece.AfterBreak && small : !(breaksOff || small) || !(piece.AfterBreak || small);
        if (!sure)
        {
            _doubts.Add(new("", $"{Short(above, fromEnd: true)} / {Short(next.Text)}", $"{(joins ? "One sentence that was cut" : "Two paragraphs")}: row {Number(piece.Row)}, column {_columns!.Heading(column)} may go on from the row above"));
        }

        return joins;
    }

    private void Fits(string text, int row, PlanColumn column)
    {
        if (text.Length > ActionPlan.LongestText) { _faults.Add(new($"A text must be {ActionPlan.LongestText.ToString("N0", CultureInfo.InvariantCulture)} characters or fewer, and this has {text.Length.ToString("N0", CultureInfo.InvariantCulture)}", row, _columns!.Heading(column))); }
    }

    /// <summary>A name from the words, the same for the same words in any kind of file; words that stand twice get two.</summary>
    private string Name(int row, params string[] words)
    {
        var id = PlanIds.Of(words);
        while (true)
        {
            var times = _namesMade[id] = _namesMade.GetValueOrDefault(id) + 1;
            if (times is 1) { break; }

            id = PlanIds.Of([.. words, Number(times)]);
        }

        _rows[id] = row;
        return id;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Many(int actions) => actions switch { 1 => "the action", 2 => "both actions", _ => $"all {Number(actions)} actions" };

    private static string Capital(string words) => string.Concat(char.ToUpperInvariant(words[0]).ToString(), words[1..]);

    private static string Short(string words, bool fromEnd = false) => words.Length <= 60 ? words : fromEnd ? $"…{words[^59..]}" : $"{words[..59]}…";

    /// <summary>What residents asked, and all rows that answer it.</summary>
    private sealed record RawConcern(List<Piece> Pieces)
    {
        /// <summary>The row to which a piece belongs: pieces that a page break cut apart are one row.</summary>
        public int RowOf(int piece)
        {
            while (piece > 0 && Pieces[piece].AfterBreak) { piece--; }

            return piece;
        }
    }

    /// <summary>A row of the table as it stands in the file: a whole row, or what fitted on the page.</summary>
    private sealed record Piece(int Row, bool AfterBreak)
    {
        public Dictionary<PlanColumn, IReadOnlyList<Passage>> Cells { get; } = [];

        public IReadOnlyList<Passage> In(PlanColumn column) => Cells.GetValueOrDefault(column) ?? [];
    }

    private sealed record RawText(List<Passage> Passages, int Piece, PlanColumn Column);

    private sealed class RawAction(string id, ActionKind kind, string text, int piece)
    {
        public string Id => id;

        public ActionKind Kind => kind;

        public string Text => text;

        /// <summary>Where it begins.</summary>
        public int Piece => piece;

        public string? GoesWith { get; set; }

        public IReadOnlyList<Lead> Leads { get; set; } = [];

        public DateOnly? TargetDate { get; set; }

        /// <summary>What stands in the place of a date.</summary>
        public string? DateWords { get; set; }

        public List<ProgressUpdate> Updates { get; } = [];

        public PlannedAction Made(DateOnly today) => new()
        {
            Id = id,
            Kind = kind,
            Text = text,
            State = ActionState.UnderWay,
            Leads = Leads,
            TargetDate = TargetDate,
            NoDate = TargetDate is not null || GoesWith is not null ? null : new(DateWords is null ? GaveNone : $"the imported plan says “{DateWords}”", today.AddDays(ReviewAfterDays)),
            AddedOn = today,
            GoesWith = GoesWith,
            Updates = Updates,
        };
    }

    [GeneratedRegex(@"^introduction\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^glossary\b.{0,20}$", RegexOptions.IgnoreCase)]
    private static partial Regex GlossaryHeading();

    [GeneratedRegex(@"^(.{1,40}?)\s*(?:\u2063|[-–—:])\s*(\S.*)$")]
    private static partial Regex Term();
}
