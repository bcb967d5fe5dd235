using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Hearback.Calendar;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

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
    /// <param name="l">Puts its words into the reader's language.</param>
    public static void Write(string title, string partnership, IReadOnlyList<EditionNews> editions, Uri address, Stream stream, IStringLocalizer l)
    {
        var feed = new SyndicationFeed(editions.Select(edition => Entry(edition, address, l)))
        {
            Id = At(address, "plan").AbsoluteUri,
            Title = new TextSyndicationContent(FileText.Clean(string.IsNullOrWhiteSpace(title) ? l["Action plan"] : title)),
            Language = English.Name,
            LastUpdatedTime = editions.Count > 0 ? editions[0].PublishedAt : DateTimeOffset.UnixEpoch,
        };
        feed.Authors.Add(new SyndicationPerson { Name = FileText.Clean(partnership) });
        feed.Links.Add(SyndicationLink.CreateSelfLink(At(address, "plan.atom"), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(At(address, "plan"), "text/html"));

        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true });
        feed.SaveAsAtom10(xml);
    }

    private static SyndicationItem Entry(EditionNews edition, Uri address, IStringLocalizer l)
    {
        var page = At(address, string.Create(CultureInfo.InvariantCulture, $"plan/editions/{edition.Number}"));
        var item = new SyndicationItem
        {
            Id = page.AbsoluteUri,
            Title = new TextSyndicationContent(l["Edition {0}, {1}", edition.Number, InWords(edition.PublishedAt.LondonDay)]),
            Content = new TextSyndicationContent(FileText.Clean(Html(edition, l)), TextSyndicationContentKind.Html),
            PublishDate = edition.PublishedAt,
            LastUpdatedTime = edition.PublishedAt,
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(page, "text/html"));
        return item;
    }

    private static string Html(EditionNews edition, IStringLocalizer l)
    {
        var html = new StringBuilder();
        if (!string.IsNullOrWhiteSpace(edition.Corrects)) { html.Append("<p>").Append(WebUtility.HtmlEncode(l["This edition corrects the one before: {0}", edition.Corrects])).Append("</p>"); }

        if (edition.Number is 1)
        {
            return html.Append("<p>").Append(WebUtility.HtmlEncode(l["The first edition: {0}, {1}, {2}.", Count(PlanItem.Concern, "1 concern", "{0} concerns"), Count(PlanItem.Action, "1 action", "{0} actions"), Count(PlanItem.Ask, "1 thing that you can do", "{0} things that you can do")])).Append("</p>").ToString();
        }

        html.Append("<ul>");
        foreach (var change in edition.Changes.Take(MostChanges)) { html.Append("<li>").Append(WebUtility.HtmlEncode(InWords(change, l))).Append("</li>"); }

        html.Append("</ul>");
        if (edition.Changes.Count > MostChanges) { html.Append("<p>").Append(WebUtility.HtmlEncode(l["{0} more changes are on the page.", (edition.Changes.Count - MostChanges).ToString("N0", English)])).Append("</p>"); }

        return html.ToString();

        string Count(PlanItem item, string one, string many)
        {
            var count = edition.Changes.Count(change => change.Item == item);
            return count is 1 ? l[one] : l[many, count.ToString("N0", English)];
        }
    }

    private static string InWords(PlanChange change, IStringLocalizer l)
    {
        var thing = string.IsNullOrWhiteSpace(change.Name) ? InWords(change.Item, l) : l["{0} “{1}”", InWords(change.Item, l), change.Name].Value;
        var what = change.Kind switch
        {
            ChangeKind.Added => l["New: {0}", thing],
            ChangeKind.Removed => l["Taken out: {0}", thing],
            ChangeKind.Moved => l["Moved: {0}", thing],
            ChangeKind.Changed when IsShort(change) => l["Changed: {0}: {1} was {2}, now {3}", thing, InWords(change.Field, l), Value(change, change.Was, l), Value(change, change.Now, l)],
            ChangeKind.Changed => l["Changed: {0}: {1}", thing, InWords(change.Field, l)],
        };
        return change.Because is { Length: > 0 } why ? l["{0}, because {1}", what, why] : what;
    }

    private static bool IsShort(PlanChange change) => change.Field is not PlanField.GoesWith && change.Readable(change.Was) != change.Readable(change.Now) && change.Was?.Length is null or <= LongestField && change.Now?.Length is null or <= LongestField;

    private static string Value(PlanChange change, string? value, IStringLocalizer l) =>
        string.IsNullOrWhiteSpace(value) ? l["not given"]
        : DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? InWords(day)
        : change.Field is PlanField.State or PlanField.StateBrought && Enum.TryParse<ActionState>(value, out var state) ? InWords(state, l)
        : $"“{change.Readable(value)!.ReplaceLineEndings("; ")}”";

    private static string InWords(PlanItem item, IStringLocalizer l) => item switch
    {
        PlanItem.Heading => l["the heading"],
        PlanItem.Term => l["the meaning of"],
        PlanItem.Concern => l["concern"],
        PlanItem.Action => l["action"],
        PlanItem.Ask => l["what you can do"],
        PlanItem.Update => l["update"],
        PlanItem.Picture => l["picture"],
    };

    private static string InWords(ActionState state, IStringLocalizer l) => state switch
    {
        ActionState.Planned => l["planned"],
        ActionState.UnderWay => l["under way"],
        ActionState.Done => l["done"],
        ActionState.Stopped => l["stopped"],
    };

    private static string InWords(PlanField? field, IStringLocalizer l) => field switch
    {
        PlanField.Title or PlanField.UpdateTitle => l["title"],
        PlanField.Introduction => l["introduction"],
        PlanField.Means => l["meaning"],
        PlanField.Asked => l["what residents asked"],
        PlanField.SaidAt => l["where it was said"],
        PlanField.SaidOn => l["when it was said"],
        PlanField.People => l["how many said it"],
        PlanField.Themes => l["themes"],
        PlanField.Places => l["places"],
        PlanField.Text => l["text"],
        PlanField.Kind => l["kind"],
        PlanField.State or PlanField.StateBrought => l["state"],
        PlanField.Leads => l["lead"],
        PlanField.Supporting => l["supporting partners"],
        PlanField.TargetDate => l["target date"],
        PlanField.NoDateBecause => l["why there is no date"],
        PlanField.ReviewOn => l["review date"],
        PlanField.EarlierDates => l["earlier dates"],
        PlanField.AddedOn => l["day it was added"],
        PlanField.GoesWith => l["action it stands beside"],
        PlanField.UpdatedOn => l["day"],
        PlanField.By => l["who says so"],
        PlanField.Figures => l["figures"],
        PlanField.Evidence => l["evidence"],
        PlanField.PictureShows => l["what it shows"],
        PlanField.PictureSize => l["size"],
        null => l["text"],
    };

    private static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", English);

    private static Uri At(Uri address, string path) => new($"{address.AbsoluteUri.TrimEnd('/')}/{path}");
}
