using System.Net;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;
using Ical.Net;
using IcalCalendar = Ical.Net.Calendar;

namespace Hearback.Tests.Plan;

public sealed class PlanFeedTests
{
    private static readonly Uri Address = new("https://hearback.example/");

    [Fact]
    public void The_feed_has_an_entry_for_each_edition_that_says_what_changed()
    {
        var first = new Edition(Plans.Example, null, new(Guid.Empty), Service.Start);
        var changed = Change(Plans.Example, action => action with { TargetDate = new(2026, 10, 31), EarlierDates = [.. action.EarlierDates, new(new(2026, 8, 31), new(2026, 10, 31), "the <locks> are late", new(2026, 6, 8))] });
        var second = new Edition(changed, first, new(Guid.Empty, "A wrong date"), Service.Start.AddDays(7));

        var feed = Feed([second, first]);

        Assert.Equal(("https://hearback.example/plan", "Our action plan", "en-GB", second.PublishedAt), (feed.Id, feed.Title.Text, feed.Language, feed.LastUpdatedTime));
        Assert.Equal(["The partnership"], feed.Authors.Select(author => author.Name));
        Assert.Equal(["https://hearback.example/plan/editions/2", "https://hearback.example/plan/editions/1"], feed.Items.Select(item => item.Id));
        Assert.Equal(["Edition 2, 8 June 2026", "Edition 1, 1 June 2026"], feed.Items.Select(item => item.Title.Text));
        Assert.Equal([second.PublishedAt, first.PublishedAt], feed.Items.Select(item => item.LastUpdatedTime));
        var words = WebUtility.HtmlDecode(((TextSyndicationContent)feed.Items.First().Content).Text);
        Assert.StartsWith("<p>This edition corrects the one before: A wrong date</p>", words, StringComparison.Ordinal);
        Assert.Contains("target date was 31 August 2026, now 31 October 2026, because the <locks> are late", words, StringComparison.Ordinal);
        Assert.Equal("<p>The first edition: 2 concerns, 2 actions, 1 thing that you can do.</p>", ((TextSyndicationContent)feed.Items.Last().Content).Text);
    }

    [Fact]
    public void An_edition_late_in_the_evening_of_June_is_dated_as_in_London() =>
        Assert.Equal("Edition 1, 2 June 2026", Feed([new(Plans.Example, null, new(Guid.Empty), new(2026, 6, 1, 23, 30, 0, TimeSpan.Zero))]).Items.Single().Title.Text);

    [Fact]
    public void Whatever_the_plan_says_the_feed_is_well_formed() => Plans.Any.Sample(plan =>
    {
        var first = Plans.Edition(Plans.Example);
        var second = new Edition(plan with { Title = "\u0000" + plan.Title }, first, new(Guid.Empty, "\u0001<b>"), Service.Start);

        var atom = XDocument.Load(Atom([second, first]));

        Assert.DoesNotContain(atom.Descendants(), element => element.Name.LocalName is "script");
        Assert.Equal(2, atom.Descendants(XName.Get("entry", "http://www.w3.org/2005/Atom")).Count());
    }, iter: 50);

    [Fact]
    public void The_calendar_has_the_days_of_open_actions()
    {
        var calendar = Calendar(Plans.Example);

        Assert.Equal(
            [("mend0001@hearback.example", new DateOnly(2026, 8, 31), "Target date: Mend the street doors, and test them every week."), ("lamps002@hearback.example", new DateOnly(2026, 7, 1), "Review of the date: More light behind the shops.")],
            calendar.Events.Select(entry => (entry.Uid, entry.Start!.Date, entry.Summary)));
        Assert.All(calendar.Events, entry => Assert.True(entry.IsAllDay));
        Assert.Contains("Lead: Housing repairs", calendar.Events[0]!.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActionState.Done)]
    [InlineData(ActionState.Stopped)]
    public void What_is_over_is_in_nobodys_calendar(ActionState state) => Assert.Equal(["lamps002@hearback.example"], Calendar(Change(Plans.Example, action => action with { State = state })).Events.Select(entry => entry.Uid));

    [Fact]
    public void Nothing_in_a_text_begins_a_line_of_its_own_in_the_calendar()
    {
        var text = "Doors; stairs, halls\\\nEND:VCALENDAR\r\nBEGIN:VALARM\u0000 🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠";
        var plan = Change(Plans.Example, action => action with { Text = text });

        var lines = Encoding.UTF8.GetString(Ics(plan).ToArray()).Split("\r\n");
        var description = Calendar(plan).Events[0]!.Description!;

        Assert.Single(lines, "END:VCALENDAR");
        Assert.DoesNotContain("BEGIN:VALARM", lines);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', string.Concat(lines));
        Assert.StartsWith("Doors; stairs, halls", description, StringComparison.Ordinal);
        Assert.Contains("END:VCALENDAR\nBEGIN:VALARM", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_feed_keeps_the_rules_of_RFC_4287() => Plans.Any.Sample(plan =>
    {
        var first = Plans.Edition(Plans.Example);
        var feed = XDocument.Load(Atom([new Edition(plan, first, new(Guid.Empty), Service.Start), first])).Root!;

        // 4.1.1 and 4.1.2: just one id, title and updated each; an author of the feed counts for its entries; a link to itself, and to its page.
        Assert.Equal(Name("feed"), feed.Name);
        Assert.All(feed.Elements(Name("entry")).Prepend(feed), container =>
        {
            Assert.All((string[])["id", "title", "updated"], name => Assert.Single(container.Elements(Name(name))));
            Assert.True(Uri.TryCreate(container.Element(Name("id"))!.Value, UriKind.Absolute, out _));
            Assert.NotEqual("", container.Element(Name("title"))!.Value.Trim());
            // 3.3: a date is one of RFC 3339, with its zone.
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", container.Element(Name("updated"))!.Value);
            Assert.Single(container.Elements(Name("link")), link => (string?)link.Attribute("rel") is "alternate" or null);
        });
        Assert.NotEqual("", feed.Element(Name("author"))!.Element(Name("name"))!.Value);
        Assert.Single(feed.Elements(Name("link")), link => (string?)link.Attribute("rel") is "self");
        Assert.Equal(2, feed.Elements(Name("entry")).Select(entry => entry.Element(Name("id"))!.Value).Distinct().Count());

        static XName Name(string name) => XName.Get(name, "http://www.w3.org/2005/Atom");
    }, iter: 30);

    [Fact]
    public void Every_calendar_keeps_the_rules_of_RFC_5545() => Plans.Any.Sample(plan =>
    {
        var text = Encoding.UTF8.GetString(Ics(plan).ToArray());

        // 3.1: lines end in CR and LF, and hold 75 octets at most.
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var lines = text.Split("\r\n")[..^1];
        Assert.All(lines, line => Assert.False(line.Contains('\n', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(line) is 0 or > 75));
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1];
        // 3.6: who made it and by which version, once and before the first entry.
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR"), (whole[0], whole[^1]));
        Assert.All((string[])["VERSION:2.0", "PRODID:"], name => Assert.Single(whole.TakeWhile(line => line is not "BEGIN:VEVENT"), line => line.StartsWith(name, StringComparison.Ordinal)));
        // 3.6.1: each entry has one name of its own, one stamp in UTC and one day.
        var entries = string.Join('\n', whole).Split("BEGIN:VEVENT\n")[1..].Select(entry => entry.Split('\n')).ToList();
        Assert.All(entries, entry =>
        {
            Assert.Single(entry, line => line.StartsWith("UID:", StringComparison.Ordinal));
            Assert.Matches(@"^DTSTAMP:\d{8}T\d{6}Z$", Assert.Single(entry, line => line.StartsWith("DTSTAMP", StringComparison.Ordinal)));
            Assert.Matches(@"^DTSTART;VALUE=DATE:\d{8}$", Assert.Single(entry, line => line.StartsWith("DTSTART", StringComparison.Ordinal)));
        });
        Assert.Equal(entries.Count, entries.Select(entry => entry.Single(line => line.StartsWith("UID:", StringComparison.Ordinal))).Distinct().Count());
    }, iter: 30);

    [Fact]
    public void Whatever_the_plan_says_the_calendar_can_be_read() => Plans.Any.Sample(plan =>
        Assert.Equal(
            plan.Actions.Count(action => action is { IsOpen: true, DueOn: not null } && (action.GoesWith is null || action.TargetDate is not null)),
            Calendar(plan).Events.Count), iter: 50);

    private static ActionPlan Change(ActionPlan plan, Func<PlannedAction, PlannedAction> change) => plan with
    {
        Concerns = [plan.Concerns[0] with { Actions = [change(plan.Concerns[0].Actions[0]), .. plan.Concerns[0].Actions.Skip(1)] }, .. plan.Concerns.Skip(1)],
    };

    private static SyndicationFeed Feed(IReadOnlyList<Edition> editions)
    {
        using var xml = XmlReader.Create(Atom(editions));
        return SyndicationFeed.Load(xml);
    }

    private static MemoryStream Atom(IReadOnlyList<Edition> editions)
    {
        var stream = new MemoryStream();
        PlanAtom.Write(editions[0].Plan.Title, "The partnership", [.. editions.Select(edition => new EditionNews(edition.Number, edition.PublishedAt, edition.Corrects, edition.Changes))], Address, stream, OtherWords.English);
        stream.Position = 0;
        return stream;
    }

    private static MemoryStream Ics(ActionPlan plan) => Plans.Written((edition, stream) => PlanCalendar.Write(edition, Address, stream, OtherWords.English), plan);

    private static IcalCalendar Calendar(ActionPlan plan) => CalendarCollection.Load(Ics(plan)).Single();
}
