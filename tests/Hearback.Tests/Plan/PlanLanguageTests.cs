using System.Text;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;

namespace Hearback.Tests.Plan;

/// <summary>What a file of the plan says by itself is said in the reader's language: here each such text begins with a sign.</summary>
public sealed class PlanLanguageTests
{
    private const string Sign = "~";
    private static readonly OtherWords Other = new(Sign);
    private static readonly Uri Address = new("https://hearback.example");

    [Fact]
    public void The_Word_document_says_its_headings_states_and_reasons_in_the_readers_language()
    {
        using var file = Plans.Written((edition, stream) => PlanDocx.Write(edition, stream, Other), Plan());
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(file, isEditable: false);
        var text = string.Join('\n', document.MainDocumentPart!.Document!.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.Paragraph>().Select(paragraph => paragraph.InnerText));

        foreach (var said in (string[])["You asked", "We are doing", "What you can do", "Lead", "Target date", "Progress", "The plan", "Under way", "No date yet, because", "with Police"]) { IsSaid(text, said); }
    }

    [Fact]
    public void The_calendar_says_what_a_day_is_in_the_readers_language()
    {
        var text = Text(Plans.Written((edition, stream) => PlanCalendar.Write(edition, Address, stream, Other), Plan()));

        foreach (var said in (string[])["Target date", "Review of the date", "You asked", "Lead"]) { IsSaid(text, said); }
    }

    [Fact]
    public void The_feed_says_what_changed_in_the_readers_language()
    {
        var first = new Edition(Plan(), null, new(Guid.NewGuid()), Service.Start);
        var second = new Edition(APlan.Of(APlan.Action() with { Text = "Fit better locks", State = ActionState.Done }), first, new(Guid.NewGuid()), Service.Start);
        using var stream = new MemoryStream();
        PlanAtom.Write("", "The partnership", [.. new[] { second, first }.Select(edition => new EditionNews(edition.Number, edition.PublishedAt, edition.Corrects, edition.Changes))], Address, stream, Other);
        var text = Text(stream);

        foreach (var said in (string[])["Edition 2", "Changed:", "Taken out:", "The first edition", "text", "state", "done"]) { IsSaid(text, said); }
    }

    private static ActionPlan Plan() => APlan.Of(
        APlan.Action() with { Supporting = [new Lead { Name = "Police" }] },
        APlan.Action("lights") with { Text = "Mend lamps", TargetDate = null, NoDate = new("the ladder broke", APlan.Today.AddDays(9)) });

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n ", "", StringComparison.Ordinal);

    private static void IsSaid(string text, string said) => Assert.Contains(Sign + said, text, StringComparison.Ordinal);
}
