using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Hearback.Calendar;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Plan.Files;

/// <summary>What a follower wants to know of an edition: that it is there, and what changed with it.</summary>
public sealed record EditionNews(int Number, DateTimeOffset PublishedAt, string? Corrects, IReadOnlyList<PlanChange> Changes)
{
    /// <summary>The latest editions, the newest first. Their plans are not read.</summary>
    public static async Task<IReadOnlyList<EditionNews>> LatestAsync(HearbackDb db, int count, CancellationToken stop)
    {
        var rows = await db.Editions.OrderByDescending(edition => edition.Number).Take(count)
            .Select(edition => new { edition.Number, edition.PublishedAt, edition.Corrects, edition.Difference }).ToListAsync(stop);
        return [.. rows.Select(row => new EditionNews(row.Number, row.PublishedAt, row.Corrects, StoredPlan.Read<List<PlanChange>>(row.Difference)))];
    }
}

/// <summary>The editions as a feed, one entry each.</summary>
public static class PlanAtom
{
    private const int MostChanges = 100;
    private const int LongestField = 200;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <param name="title">What the plan is called.</param>
    /// <param name="partnership">Who publishes it.</param>
    /// <param name="editions">The newest first.</param>
    /// <param name="address">Where people reach the service.</param>
    /// <param name="stream">Where the feed goes.</param>
    public static void Write(string title, string partnership, IReadOnlyList<EditionNews> editions, Uri address, Stream stream)
    {
        var feed = new SyndicationFeed(editions.Select(edition => Entry(edition, address)))
        {
            Id = At(address, "plan").AbsoluteUri,
            Title = new TextSyndicationContent(FileText.Clean(string.IsNullOrWhiteSpace(title) ? "Action plan" : title)),
            Language = English.Name,
            LastUpdatedTime = editions.Count > 0 ? editions[0].PublishedAt : DateTimeOffset.UnixEpoch,
        };
        feed.Authors.Add(new SyndicationPerson { Name = FileText.Clean(partnership) });
        feed.Links.Add(SyndicationLink.CreateSelfLink(At(address, "plan.atom"), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(At(address, "plan"), "text/html"));

        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true });
        feed.SaveAsAtom10(xml);
    }

    private static SyndicationItem Entry(EditionNews edition, Uri address)
    {
        var page = At(address, string.Create(CultureInfo.InvariantCulture, $"plan/editions/{edition.Number}"));
        var item = new SyndicationItem
        {
            Id = page.AbsoluteUri,
            Title = new TextSyndicationContent($"Edition {edition.Number}, {InWords(edition.PublishedAt.LondonDay)}"),
            Content = new TextSyndicationContent(FileText.Clean(Html(edition)), TextSyndicationContentKind.Html),
            PublishDate = edition.PublishedAt,
            LastUpdatedTime = edition.PublishedAt,
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(page, "text/html"));
        return item;
    }

    private static string Html(EditionNews edition)
    {
        var html = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(edition.Corrects)) { html.Append("<p>This edition corrects the one before: ").Append(WebUtility.HtmlEncode(edition.Corrects)).Append("</p>"); }

        if (edition.Number is 1)
        {
            return html.Append(English, $"<p>The first edition: {Count(PlanItem.Concern, "concern")}, {Count(PlanItem.Action, "action")}, {Count(PlanItem.Ask, "thing that you can do", "things that you can do")}.</p>").ToString();
        }

        html.Append("<ul>");
        foreach (var change in edition.Changes.Take(MostChanges)) { html.Append("<li>").Append(WebUtility.HtmlEncode(InWords(change))).Append("</li>"); }

        html.Append("</ul>");
        if (edition.Changes.Count > MostChanges) { html.Append(English, $"<p>{edition.Changes.Count - MostChanges:N0} more changes are on the page.</p>"); }

        return html.ToString();

        string Count(PlanItem item, string one, string? many = null)
        {
            var count = edition.Changes.Count(change => change.Item == item);
            return $"{count.ToString("N0", English)} {(count is 1 ? one : many ?? one + "s")}";
        }
    }

    private static string InWords(PlanChange change)
    {
        var thing = InWords(change.Item) + (string.IsNullOrWhiteSpace(change.Name) ? "" : $" “{change.Name}”");
        return change.Kind switch
        {
            ChangeKind.Added => $"New: {thing}",
            ChangeKind.Removed => $"Taken out: {thing}",
            ChangeKind.Moved => $"Moved: {thing}",
            ChangeKind.Changed => $"Changed: {thing}: {InWords(change.Field)}{(IsShort(change) ? $" was {Value(change, change.Was)}, now {Value(change, change.Now)}" : "")}{(change.Because is { Length: > 0 } why ? $", because {why}" : "")}",
        };
    }

    private static bool IsShort(PlanChange change) => change.Was?.Length is null or <= LongestField && change.Now?.Length is null or <= LongestField;

    private static string Value(PlanChange change, string? value) =>
        string.IsNullOrWhiteSpace(value) ? "not given"
        : DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? InWords(day)
        : change.Field is PlanField.State or PlanField.StateBrought && Enum.TryParse<ActionState>(value, out var state) ? InWords(state)
        : $"“{value.ReplaceLineEndings("; ")}”";

    private static string InWords(PlanItem item) => item switch
    {
        PlanItem.Heading => "the heading",
        PlanItem.Term => "the meaning of",
        PlanItem.Concern => "concern",
        PlanItem.Action => "action",
        PlanItem.Ask => "what you can do",
        PlanItem.Update => "update",
    };

    private static string InWords(ActionState state) => state switch
    {
        ActionState.Planned => "planned",
        ActionState.UnderWay => "under way",
        ActionState.Done => "done",
        ActionState.Stopped => "stopped",
    };

    private static string InWords(PlanField? field) => field switch
    {
        PlanField.Title or PlanField.UpdateTitle => "title",
        PlanField.Introduction => "introduction",
        PlanField.Means => "meaning",
        PlanField.Asked => "what residents asked",
        PlanField.SaidAt => "where it was said",
        PlanField.SaidOn => "when it was said",
        PlanField.People => "how many said it",
        PlanField.Themes => "themes",
        PlanField.Places => "places",
        PlanField.Text => "text",
        PlanField.Kind => "kind",
        PlanField.State or PlanField.StateBrought => "state",
        PlanField.Leads => "lead",
        PlanField.Supporting => "supporting partners",
        PlanField.TargetDate => "target date",
        PlanField.NoDateBecause => "why there is no date",
        PlanField.ReviewOn => "review date",
        PlanField.EarlierDates => "earlier dates",
        PlanField.AddedOn => "day it was added",
        PlanField.GoesWith => "action it stands beside",
        PlanField.UpdatedOn => "day",
        PlanField.By => "who says so",
        PlanField.Figures => "figures",
        PlanField.Evidence => "evidence",
        null => "text",
    };

    private static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", English);

    private static Uri At(Uri address, string path) => new($"{address.AbsoluteUri.TrimEnd('/')}/{path}");
}
