using System.Net;
using Hearback.Data;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Reviews;

/// <summary>A reporter sees what counts, asks for a review with one press and follows it; those who run it take it from step to step.</summary>
public sealed class ReviewPagesTests : IAsyncLifetime
{
    private const string Mail = "rosa@mail.example";
    private Service _service = null!;
    private Visitor? _officer;
    private Visitor _reporter = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task With_three_reports_whoever_comes_by_the_letter_asks_with_one_press()
    {
        var references = await Three();
        using var reporter = await ByLetter();

        Assert.Contains("Ask for a Case Review", (await reporter.Open("/track/report")).Text, StringComparison.Ordinal);
        var page = await reporter.Open("/track/review");
        Assert.Equal("You can ask for a Case Review", page.Heading);
        Assert.All(references, reference => Assert.Contains(reference.Value, page.Text, StringComparison.Ordinal));
        page = await reporter.Press(page, "Ask for a review");
        Assert.Equal("You have asked for a review", page.Heading);
        Assert.Contains("Thursday 4 June", page.Text, StringComparison.Ordinal);

        Assert.Equal("You have asked for a review.", (await reporter.Open("/track/review")).Heading);
        using var again = _service.Visitor();
        var found = await again.Track(page.Document.QuerySelector("#reference")!.TextContent, page.Document.QuerySelector("#code")!.TextContent);
        Assert.Equal("You have asked for a review.", found.Heading);
        await _service.SendNotices();
        Assert.Equal("A case review waits for its next step", _service.Letters.To("community-safety@camden.example")[^1].Subject);
    }

    [Fact]
    public async Task Whoever_has_only_the_access_code_learns_of_no_other_report_of_that_address()
    {
        var references = await Three();
        var forged = A.NamedAnswers(Mail);
        var theirs = await _service.Given(forged);
        using var other = _service.Visitor();
        await other.Track(theirs.Value, forged.AccessCode);

        var pages = new[] { await other.Open("/track/report"), await other.Open("/track/review") };

        Assert.All(pages, page => Assert.All(references, reference => Assert.DoesNotContain(reference.Value, page.Html, StringComparison.Ordinal)));
        Assert.DoesNotContain("Ask for a Case Review", pages[0].Text, StringComparison.Ordinal);
        Assert.Contains("This report counts", pages[1].Text, StringComparison.Ordinal);

        // Nor of the review that the owner of the mailbox asked for from this very report.
        using var owner = await ByLetter();
        await owner.Press(await owner.Open("/track/review"), "Ask for a review", ("Add", "markadd"));
        Assert.DoesNotContain("You have asked for a review.", (await other.Open("/track/review")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_report_says_why_it_does_not_count_and_counts_once_somebody_is_known()
    {
        var answers = A.Answers();
        var reference = await _service.Given(answers);
        using var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);
        var page = await reporter.Open("/track/review");
        Assert.Contains("This report does not count", page.Text, StringComparison.Ordinal);
        Assert.Contains("Anonymous reports do not count.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask for a review", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _service.With<VaultDb, int>(vault => vault.Marks.CountAsync()));

        await reporter.Send(await reporter.Open("/track/known"), ("Level", "Confidential"), ("Answer.Name", "Rosa Field"), ("Answer.Email", Mail));

        Assert.Contains("This report counts", (await reporter.Open("/track/review")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_second_report_a_known_reporter_is_told_once_what_the_review_is_and_an_anonymous_one_never()
    {
        await _service.Given(A.NamedAnswers(Mail));
        await _service.Given(A.Answers());
        Assert.Equal(0, await _service.TellOfReviews());

        var second = await _service.Given(A.NamedAnswers("Rosa+asb@mail.example"));
        await _service.Given(A.Answers());
        Assert.Equal(1, await _service.TellOfReviews());
        await _service.Given(A.NamedAnswers(Mail));
        Assert.Equal(0, await _service.TellOfReviews());

        await _service.SendNotices();
        Assert.Equal("Your right to a case review", _service.Letters.To("Rosa+asb@mail.example")[^1].Subject);
        var report = await _service.Read(second);
        Assert.Equal(EntryKind.ToldOfReview, report.Thread.MaxBy(entry => entry.Number)!.Kind);
        Assert.Null(report.FirstRepliedOn);
    }

    [Fact]
    public async Task A_confidential_reporter_reads_only_that_there_is_a_message_and_the_team_explains_it_by_phone_where_there_is_no_mailbox()
    {
        await _service.Given(A.ConfidentialAnswers(Mail));
        await _service.Given(A.ConfidentialAnswers(null));
        Assert.Equal(0, await _service.TellOfReviews());
        await _service.Given(A.ConfidentialAnswers(Mail));
        var byPhone = await _service.Given(A.ConfidentialAnswers(null));

        Assert.Equal(2, await _service.TellOfReviews());

        await _service.SendNotices();
        var letter = _service.Letters.To(Mail)[^1];
        Assert.Equal("You have a message", letter.Subject);
        Assert.DoesNotContain("review", letter.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains((await _service.Read(byPhone)).Thread, entry => entry.Kind is EntryKind.ReviewToExplain);
    }

    [Fact]
    public async Task With_the_key_of_a_report_goes_what_tells_whose_it_was()
    {
        var reference = await _service.Given(A.NamedAnswers(Mail));
        Assert.Equal(1, await _service.With<VaultDb, int>(vault => vault.Marks.CountAsync()));

        var report = await _service.Read(reference);
        await _service.With<KeyVault>(vault => vault.ForgetAsync(report.KeyId));

        Assert.Equal(0, await _service.With<VaultDb, int>(vault => vault.Marks.CountAsync()));
    }

    [Fact]
    public async Task What_a_first_try_left_in_the_vault_goes_when_the_report_is_looked_at()
    {
        var report = await _service.Read(await _service.Given(A.NamedAnswers(Mail)));
        await _service.With<VaultDb>(async vault =>
        {
            var mark = await vault.Marks.AsNoTracking().SingleAsync();
            vault.Keys.Add(new() { Id = new(Guid.NewGuid()), Bytes = [1], Marks = [new() { Person = mark.Person, Of = mark.Of, ReportId = mark.ReportId, Incident = mark.Incident, InTime = true }] });
            await vault.SaveChangesAsync();
        });

        await _service.TellOfReviews();

        Assert.Equal([report.KeyId], await _service.With<VaultDb, List<DataKeyId>>(vault => vault.Marks.Select(mark => mark.KeyId).ToListAsync()));
    }

    [Fact]
    public async Task One_person_is_one_however_the_number_is_written_and_five_are_five()
    {
        var phone = A.Contact() with { Email = null, Phone = "020 7946 0000" };
        var first = await _service.Given(On(A.ConfidentialAnswers() with { Contact = phone }));
        await _service.Given(On(A.ConfidentialAnswers() with { Contact = phone with { Phone = "+44 (0)20 7946 0000" } }));
        for (var person = 0; person < 4; person++) { await _service.Given(On(A.ConfidentialAnswers($"person{person}@mail.example"))); }

        var id = (await _service.Read(first)).Id;
        Assert.Equal(5, await _service.With<CountReports, int>(count => count.PeopleOnIssueAsync(id, TestContext.Current.CancellationToken)));
        Assert.Equal(2, (await _service.With<CountReports, ReviewCount>(count => count.OfPersonAsync(id, TestContext.Current.CancellationToken))).Reports.Count);

        static ReportAnswers On(ReportAnswers answers) => answers with { Where = A.At("mayford-estate") };
    }

    [Fact]
    public async Task A_report_of_an_earlier_version_counts_once_its_reporter_looks()
    {
        var answers = A.NamedAnswers(Mail);
        var reference = await _service.Given(answers);
        await _service.With<VaultDb>(vault => vault.Marks.ExecuteDeleteAsync());
        using var reporter = _service.Visitor();
        await reporter.Track(reference.Value, answers.AccessCode);

        Assert.Contains("This report counts", (await reporter.Open("/track/review")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await _service.With<VaultDb, int>(vault => vault.Marks.CountAsync()));
    }

    [Fact]
    public async Task Somebody_asks_for_another_only_with_consent_and_those_who_run_it_read_both()
    {
        using var visitor = _service.Visitor();
        var form = await visitor.Open("/case-review/ask");
        var refused = await visitor.Send(form, ("ForOther", "True"), ("TheirName", "Ada Field"), ("By", "Family"), ("Answer.Name", "Rosa Field"), ("Answer.Phone", "020 7946 0000"), ("Text", "Music at night"));
        Assert.Equal(["Ask them first. Tick the box when they have agreed", "Enter the day on which they agreed", "Say how they agreed, for example in writing or on the phone"], refused.ErrorSummary().Split('\n'));

        var sent = await visitor.Send(refused, ("Agreed", "true"), ("AgreedOn.Day", "30"), ("AgreedOn.Month", "5"), ("AgreedOn.Year", "2026"), ("AgreedHow", "In writing"));
        var reference = sent.Document.QuerySelector("#reference")!.TextContent;
        using var officer = await _service.SignedIn(await _service.Given(A.Member("officer", "community-safety")));
        var page = await officer.Open($"/staff/reviews/{reference}");
        Assert.DoesNotContain("Ada Field", page.Html, StringComparison.Ordinal);
        page = await officer.Press(page, "Open it");
        Assert.Contains("Ada Field", page.Text, StringComparison.Ordinal);
        Assert.Contains("In writing", page.Text, StringComparison.Ordinal);
        Assert.Contains("There is no email address. Call them with each step.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_single_contact_takes_a_review_from_step_to_step_and_whoever_asked_reads_each()
    {
        await Three();
        using var reporter = await ByLetter();
        await reporter.Press(await reporter.Open("/track/review"), "Ask for a review");
        var member = await _service.Given(A.Member("officer", "community-safety"));
        using var officer = await _service.SignedIn(member);
        var link = (await officer.Open("/staff/reviews")).Document.QuerySelector(".hb-reviews a")!.GetAttribute("href")!;
        await officer.Press(await officer.Open(link), "Open it");

        await Step("acknowledge", ("Contact", $"{member.Id}"), ("Said", "We have it"));
        Assert.Contains("Sam from Community Safety is your one contact for it.", (await reporter.Open("/track/review")).Text, StringComparison.Ordinal);
        await Step("decide", ("Yes", "True"), ("Said", "Three reports count"));
        await Step("arrange", ("On.Day", "9"), ("On.Month", "6"), ("On.Year", "2026"), ("Said", "Please come"));
        _service.Later(TimeSpan.FromDays(8));
        using var later = await ByLetter();
        using var laterOfficer = await _service.SignedIn(member);
        (_reporter, _officer) = (later, laterOfficer);
        await Step("meeting", ("On.Day", "9"), ("On.Month", "6"), ("On.Year", "2026"), ("Yes", "True"), ("Said", "We met"));
        await Step("recommend", ("Owner", "housing"), ("On.Day", "30"), ("On.Month", "6"), ("On.Year", "2026"), ("Said", "Mend the door"));
        Assert.DoesNotContain("Mend the door", (await _reporter.Open("/track/review")).Text, StringComparison.Ordinal);
        await Step("outcome", ("Said", "One thing is recommended"));
        var page = await _reporter.Open("/track/review");
        Assert.Contains("Mend the door", page.Text, StringComparison.Ordinal);
        Assert.Contains("by Tuesday 30 June", page.Text, StringComparison.Ordinal);
        page = await _reporter.Press(page, "Send the appeal", ("Why", "The door is not all"));
        Assert.Equal("Somebody else looks at your appeal.", page.Heading);
        await Step("appeal", ("Yes", "False"), ("Said", "The door was all that was told"));
        await Step("progress?number=1", ("Yes", "True"), ("Said", "It is mended"));
        Assert.Contains("done on Tuesday 9 June", (await _reporter.Open("/track/review")).Text, StringComparison.Ordinal);
        Assert.Equal(8, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync(entry => entry.Act == Hearback.Audit.AuditedAct.WorkedOnReview)));

        async Task Step(string step, params (string, string)[] fields)
        {
            var done = await (_officer ?? officer).Send(await (_officer ?? officer).Open($"{link}/{step}"), fields);
            Assert.Contains("Saved.", done.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_does_not_run_reviews_learns_nothing_of_them_and_the_second_who_presses_is_told()
    {
        await Three();
        using var reporter = await ByLetter();
        await reporter.Press(await reporter.Open("/track/review"), "Ask for a review");
        var reference = await _service.With<HearbackDb, Reference>(db => db.Reviews.Select(review => review.Reference).SingleAsync());
        using var other = await _service.SignedIn(await _service.Given(A.Member("officer", "housing")));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open("/staff/reviews")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/staff/reviews/{reference}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/staff/reviews/{reference}/acknowledge")).Status);

        var member = await _service.Given(A.Member("coordinator"));
        using var one = await _service.SignedIn(member);
        using var two = await _service.SignedIn(member);
        var first = await one.Open($"/staff/reviews/{reference}/acknowledge");
        var second = await two.Open($"/staff/reviews/{reference}/acknowledge");
        await one.Send(first, ("Contact", $"{member.Id}"), ("Said", "We have it"));
        Assert.Contains("Someone else changed this", (await two.Send(second, ("Contact", $"{member.Id}"), ("Said", "We have it too"))).ErrorSummary(), StringComparison.Ordinal);
    }

    private async Task<List<Reference>> Three()
    {
        var made = new List<Reference>();
        foreach (var category in (string[])["something-else", "noise", "begging"]) { made.Add(await _service.Given(A.NamedAnswers(Mail) with { Category = category })); }

        return made;
    }

    /// <summary>A reporter who has come by the link from the latest letter.</summary>
    private async Task<Visitor> ByLetter()
    {
        await _service.Given(A.NamedAnswers(Mail) with { Category = "cctv" });
        await _service.SendNotices();
        var visitor = _service.Visitor();
        await visitor.Send(await visitor.Open(_service.Letters.To(Mail)[^1].Path));
        return visitor;
    }
}
