using CsCheck;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Tests.Plan;

/// <summary>Plans to try things with.</summary>
internal static class Plans
{
    /// <summary>What people type and paste, and what somebody types who means harm. A file has to bring all of it back.</summary>
    private static readonly string[] Pieces =
    [
        "the door", "“quoted”", "\"", "\"\"", "'", ",", ";", "|", " | ", "\\", "\\n", "\n", "\r\n", "\r", "\n\n", "\t", " ", "  ", "=1+1", "+44", "-5", "@SUM(A1)", "'=1", "''@", "* item\n* item", "# head",
        "**bold**", "[link](javascript:alert(1))", "<script>alert(1)</script>", "&amp;", "&#0;", "]]>", "<![CDATA[", "مرحبا", "שלום", "\u202Eback\u202C", "👩‍👩‍👧", "🏠", "é", "e\u0301", "সোমার্স", "null", "2026-06-30", "30/06/2026", "a | b", "\u2028", "\u00A0", "\uFEFF",
    ];

    private static readonly Gen<string> Words = OneOf(Pieces).List[1, 6].Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> Needed = Words.Select(words => string.IsNullOrWhiteSpace(words) ? "x" + words : words);

    private static readonly Gen<string?> Maybe = Gen.Select(Gen.Int[0, 2], Words, (has, words) => has > 0 ? words : null);

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 20_000].Select(days => new DateOnly(1990, 1, 1).AddDays(days));

    private static readonly Gen<DateOnly?> MaybeDay = Gen.Select(Gen.Bool, Day, (has, day) => has ? day : (DateOnly?)null);

    private static readonly Gen<ActionState> State = OneOf(Enum.GetValues<ActionState>());

    private static readonly Gen<Lead> Lead = Gen.Select(Needed, Maybe, Maybe, Maybe, (name, organisation, team, contact) => new Lead { Name = name, Organisation = organisation, Team = team, Contact = contact });

    private static readonly Gen<Figure> Figure = Gen.Select(Gen.Decimal[-10_000, 10_000], Needed, Maybe, (number, of, period) => new Figure(decimal.Round(number, 2), of, period));

    private static readonly Gen<EarlierDate> EarlierDate = Gen.Select(Day, MaybeDay, Words, Day, (was, now, because, on) => new EarlierDate(was, now, because, on));

    private static readonly Gen<UpdatePicture> Picture = Gen.Select(Gen.UInt, Needed, Gen.Int[1, 2000], (name, alt, width) => new UpdatePicture($"{name:x8}0123456789abcdef01234567", alt, width, 1500));

    private static readonly Gen<ProgressUpdate> Update = Gen.Select(MaybeDay, Maybe, Needed, Maybe, Gen.Select(Gen.Bool, State), Gen.Select(Figure.List[0, 2], Gen.Bool, Picture.List[0, 2]), (on, title, text, by, state, rest) => new ProgressUpdate
    {
        Id = "",
        On = on,
        Title = title,
        Text = text,
        By = by,
        State = state.Item1 ? state.Item2 : null,
        Figures = rest.Item1,
        Evidence = rest.Item2 ? new Uri("https://example.org/é?a=1&b=\"2\"") : null,
        Pictures = [.. rest.Item3.DistinctBy(picture => picture.Id)],
    });

    private static readonly Gen<PlannedAction> Action = Gen.Select(
        Gen.Select(Gen.Bool, Needed, State),
        Gen.Select(Lead.List[0, 2], Lead.List[0, 2]),
        Gen.Select(Gen.Int[0, 2], Day, Words, EarlierDate.List[0, 2]),
        Gen.Select(Day, Needed.List[0, 2], Needed.List[0, 2]),
        Update.List[0, 3],
        (what, who, when, more, updates) => new PlannedAction
        {
            Id = "",
            Kind = what.Item1 ? ActionKind.Doing : ActionKind.Ask,
            Text = what.Item2,
            State = what.Item3,
            Leads = who.Item1,
            Supporting = who.Item2,
            TargetDate = when.Item1 is 1 ? when.Item2 : null,
            NoDate = when.Item1 is 2 ? new(when.Item3, when.Item2) : null,
            EarlierDates = when.Item4,
            AddedOn = more.Item1,
            Themes = more.Item2,
            Places = more.Item3,
            Updates = updates,
        });

    private static readonly Gen<Concern> Concern = Gen.Select(
        Gen.Select(Needed, Maybe, MaybeDay),
        Gen.Int[-1, 50],
        Gen.Select(Needed.List[0, 2], Needed.List[0, 2]),
        Action.List[0, 4],
        Update.List[0, 2],
        (what, people, tags, actions, updates) => new Concern
        {
            Id = "",
            Asked = what.Item1,
            SaidAt = what.Item2,
            SaidOn = what.Item3,
            People = people < 0 ? null : people,
            Themes = tags.Item1,
            Places = tags.Item2,
            Actions = actions,
            Updates = updates,
        });

    public static Gen<ActionPlan> Any { get; } = Gen.Select(Words, Words, Gen.Select(Needed, Words).List[0, 3], Concern.List[1, 4], (title, introduction, terms, concerns) => Named(new()
    {
        Title = title,
        Introduction = introduction,
        Glossary = [.. terms.DistinctBy(term => term.Item1).Select(term => new PlanTerm(term.Item1, term.Item2))],
        Concerns = concerns,
    }));

    /// <summary>The picture of the example, as the service keeps it.</summary>
    public static PlanPicture Door => new(new(new([1, 2, 3]), new([1]), 2000, 1500), APlan.Today);

    /// <summary>Two concerns with one of everything; documented in <c>docs/plan-json.md</c>.</summary>
    public static ActionPlan Example { get; } = new()
    {
        Title = "Our action plan",
        Introduction = "What residents asked, and what came of it.",
        Glossary = [new("SNT", "Safer Neighbourhood Team")],
        Concerns =
        [
            new()
            {
                Id = "doors001",
                Asked = "Strangers sleep on our stairs, because the door does not shut.",
                SaidAt = "Community conversation",
                SaidOn = new(2026, 3, 9),
                People = 14,
                Themes = ["Doors and entry"],
                Places = ["Example House"],
                Actions =
                [
                    new()
                    {
                        Id = "mend0001",
                        Text = "Mend the street doors, and test them every week.",
                        State = ActionState.UnderWay,
                        Leads = [new() { Name = "Housing repairs", Organisation = "Example Council", Team = "repairs", Contact = "repairs@council.example" }],
                        Supporting = [new() { Name = "SNT" }],
                        TargetDate = new(2026, 8, 31),
                        EarlierDates = [new(new(2026, 6, 30), new(2026, 8, 31), "the locks come late", new(2026, 5, 28))],
                        AddedOn = new(2026, 3, 16),
                        Themes = ["Doors and entry"],
                        Updates =
                        [
                            new()
                            {
                                Id = "begun001", On = new(2026, 5, 28), Title = "Begun", Text = "Three doors are mended.", By = "Housing repairs", State = ActionState.UnderWay,
                                Figures = [new(3, "doors mended", "last 3 months")], Evidence = new("https://council.example/doors"), Pictures = [Door.Showing("A new street door, shut")],
                            },
                        ],
                    },
                    new() { Id = "tell0001", Kind = ActionKind.Ask, Text = "Tell us when a door does not shut.", GoesWith = "mend0001", AddedOn = new(2026, 3, 16) },
                ],
                Updates = [new() { Id = "walk0001", On = new(2026, 4, 2), Text = "We walked round with residents." }],
            },
            new()
            {
                Id = "lamps001",
                Asked = "It is dark behind the shops.",
                Actions =
                [
                    new() { Id = "lamps002", Text = "More light behind the shops.", Leads = [new() { Name = "Street lighting" }], NoDate = new("the survey is not done", new(2026, 7, 1)), AddedOn = new(2026, 3, 16) },
                ],
            },
        ],
    };

    public static Edition Edition(ActionPlan plan) => new(plan, null, new(Guid.Empty), Service.Start);

    /// <summary>For comparing: records hold lists, which are not equal to each other.</summary>
    public static string AsText(this ActionPlan plan) => StoredPlan.Write(plan);

    public static MemoryStream Written(Action<Edition, Stream> write, ActionPlan plan) => Written(write, Edition(plan));

    public static MemoryStream Written(Action<Edition, Stream, IStringLocalizer> write, ActionPlan plan) => Written((edition, stream) => write(edition, stream, OtherWords.English), plan);

    public static MemoryStream Written(Action<Edition, Stream> write, Edition edition)
    {
        var stream = new MemoryStream();
        write(edition, stream);
        stream.Position = 0;
        return stream;
    }

    /// <summary>The plan is published as the next edition.</summary>
    public static Task<Edition> Publish(this Service service, ActionPlan plan) => service.With<IServiceProvider, Edition>(async services =>
    {
        var db = (HearbackDb)services.GetService(typeof(HearbackDb))!;
        await db.PlanDraft.ExecuteDeleteAsync();
        var draft = APlan.DraftOf(plan);
        db.PlanDraft.Add(draft);
        var (publisher, second) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var finding in PublicationCheck.Of(draft, service.Pack, publisher).Findings) { draft.Confirm(finding.Key, second); }

        if (plan.Pictures.Any(picture => picture.Id == Door.Id) && !await db.PlanPictures.AnyAsync(picture => picture.Id == Door.Id)) { db.PlanPictures.Add(Door); }

        await db.SaveChangesAsync();
        return await ((PublishPlan)services.GetService(typeof(PublishPlan))!).NowAsync(draft.Version, new(publisher));
    });

    private static Gen<T> OneOf<T>(T[] all) => Gen.Int[0, all.Length - 1].Select(at => all[at]);

    /// <summary>Everything has a name of its own, and each second ask stands beside an action when there is one.</summary>
    private static ActionPlan Named(ActionPlan plan)
    {
        var count = 0;
        return plan with
        {
            Concerns = [.. plan.Concerns.Select(concern =>
            {
                var actions = concern.Actions.Select(action => action with { Id = Next("action"), Updates = Updates(action.Updates) }).ToList();
                var doing = actions.FirstOrDefault(action => action.Kind is ActionKind.Doing)?.Id;
                return concern with
                {
                    Id = Next("concern"),
                    Actions = [.. actions.Select((action, at) => action.Kind is ActionKind.Ask && at % 2 is 0 ? action with { GoesWith = doing } : action)],
                    Updates = Updates(concern.Updates),
                };
            })],
        };

        List<ProgressUpdate> Updates(IReadOnlyList<ProgressUpdate> updates) => [.. updates.Select(update => update with { Id = Next("update") })];

        string Next(string kind) => $"{kind}-{count++}";
    }
}
