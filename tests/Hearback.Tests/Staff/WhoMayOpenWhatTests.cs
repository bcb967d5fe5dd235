using System.Net;
using Hearback.Data;
using Hearback.Reviews;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Staff;

/// <summary>Every page and act of the members' pages, walked by everybody.</summary>
public sealed class WhoMayOpenWhatTests : IAsyncLifetime
{
    private static readonly string[] OfAReport =
        ["", "/reply", "/ask", "/start", "/reopen", "/close", "/pass-to-team", "/pass-to-organisation", "/give", "/urgency", "/note", "/identity", "/diary", "/hand-over", "/unreadable"];

    // Of the plan: what whoever answers reports may open, and what only a coordinator may.
    private static readonly string[] OfThePlan = ["", "/actions/locks/update", "/words"];

    private static readonly string[] OfTheDraft =
        ["/heading", "/concerns/new", "/concerns/doors", "/concerns/doors/add", "/actions/locks", "/actions/locks/date", "/sign-off", "/round", "/publish", "/import", "/ideas", "/several", "/take-out/locks"];

    private static readonly string[] OfTheServices = ["", "/add", "/clean-camden/edit", "/clean-camden/history"];

    private static readonly string[] OfTheSetup = ["", "/categories", "/category", "/category/noise", "/questions", "/question", "/question/animal-kind", "/routing", "/rule", "/rule/3", "/try", "/history", "/history/1"];

    private Service _service = null!;
    private string _reference = "";
    private string _review = "";

    public enum Who
    {
        Nobody,
        OfficerOfTheTeam,
        LeadOfTheTeam,
        OfficerOfAnotherTeam,
        Coordinator,
        Administrator,
    }

    public static TheoryData<Who> Everybody => [.. Enum.GetValues<Who>()];

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _reference = (await _service.Given(A.NamedAnswers())).Value;
        _review = (await _service.With<CaseReviews, Reference>(reviews => reviews.AskAsync(Guid.NewGuid(), new() { Contact = A.Contact() }, AccessCode.New()))).Value;
        await _service.Given(APlan.Of(APlan.Action()));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void No_page_says_that_only_the_team_can_open_what_a_coordinator_can_open_too()
    {
        var pages = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Hearback.Web", "Pages"), "*.cshtml", SearchOption.AllDirectories);
        var said = pages.SelectMany(page => File.ReadAllText(page).Split('"')).Where(text => text.Contains("Only the team", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(said);
        Assert.All(said, text => Assert.Contains("coordinator", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Each_sees_the_pages_that_are_theirs(Who who)
    {
        using var visitor = await Come(who);
        foreach (var path in OfAReport.Select(path => $"/staff/reports/{_reference}{path}"))
        {
            Check(path, await visitor.Open(path), who is Who.OfficerOfTheTeam or Who.LeadOfTheTeam or Who.Coordinator, who);
        }

        // Before it went to a service there is no number of theirs to note.
        Check("/their-number", await visitor.Open($"/staff/reports/{_reference}/their-number"), mayOpen: false, who);
        await _service.Work(_reference.AsReference(), (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags by the bins" }, "Clean Camden takes them away", A.Officer(), desk));
        Check("/their-number", await visitor.Open($"/staff/reports/{_reference}/their-number"), who is Who.OfficerOfTheTeam or Who.LeadOfTheTeam or Who.Coordinator, who);
        Check("/staff/reports/handed-over", await visitor.Open("/staff/reports/handed-over"), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/reports", await visitor.Open("/staff/reports"), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/reports/new", await visitor.Open("/staff/reports/new"), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/plan/answers", await visitor.Open("/staff/plan/answers"), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/performance", await visitor.Open("/staff/performance"), who is not (Who.Nobody or Who.Administrator), who);
        const string numbers = "/staff/performance/reports?month=2026-06&team=community-safety&figure=Taken";
        Check(numbers, await visitor.Open(numbers), who is Who.OfficerOfTheTeam or Who.LeadOfTheTeam or Who.Coordinator, who);
        Check("/staff/mail", await visitor.Open("/staff/mail"), who is Who.Administrator, who);
        Check("/staff/record", await visitor.Open("/staff/record"), who is Who.Coordinator or Who.Administrator, who);
        Check("/staff/retention", await visitor.Open("/staff/retention"), who is Who.Coordinator, who);
        // The team of the report is the one that runs case reviews.
        foreach (var path in (string[])["", $"/{_review}", $"/{_review}/acknowledge", $"/{_review}/close"]) { Check($"/staff/reviews{path}", await visitor.Open($"/staff/reviews{path}"), who is Who.OfficerOfTheTeam or Who.LeadOfTheTeam or Who.Coordinator, who); }

        foreach (var path in OfTheDraft) { Check($"/staff/plan{path}", await visitor.Open($"/staff/plan{path}"), who is Who.Coordinator, who); }

        foreach (var path in OfTheServices) { Check($"/staff/services{path}", await visitor.Open($"/staff/services{path}"), who is Who.Coordinator, who); }

        foreach (var path in OfTheSetup) { Check($"/staff/setup{path}", await visitor.Open($"/staff/setup{path}"), who is Who.Coordinator, who); }

        Check("/staff/plan/words", await visitor.Open("/staff/plan/words"), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/plan", await visitor.Open("/staff/plan"), who is not (Who.Nobody or Who.Administrator), who);
        // Housing leads the action; the officer of another team is in housing.
        Check("/staff/plan/actions/locks/update", await visitor.Open("/staff/plan/actions/locks/update"), who is Who.OfficerOfAnotherTeam or Who.Coordinator, who);
        Check("/staff", await visitor.Open("/staff"), who is not Who.Nobody, who);
        Check("/staff/sessions", await visitor.Open("/staff/sessions"), who is not Who.Nobody, who);
        Check("/staff/passkeys", await visitor.Open("/staff/passkeys"), who is not Who.Nobody, who);
        Check("/staff/sessions/members", await visitor.Open("/staff/sessions/members"), who is Who.Administrator, who);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Each_can_do_the_acts_that_are_theirs(Who who)
    {
        using var visitor = await Come(who);
        var mayAnswer = who is Who.OfficerOfTheTeam or Who.LeadOfTheTeam or Who.Coordinator;
        foreach (var (act, fields) in Acts())
        {
            var (_, version) = await State();
            var page = await visitor.Forge($"/staff/reports/{_reference}{act}", [.. fields, ("Version", $"{version}")]);
            Check(act, page, mayAnswer, who);
        }

        Check("/staff/reports/new", await visitor.Forge("/staff/reports/new", ("ToldBy", "Phone")), who is not (Who.Nobody or Who.Administrator), who);
        Check("/staff/mail", await visitor.Forge("/staff/mail", ("notice", Guid.NewGuid().ToString())), mayOpen: false, who, isTheirs: who is Who.Administrator);
        Check("/staff/sessions/members", await visitor.Forge("/staff/sessions/members?handler=Disable", ("member", Guid.NewGuid().ToString())), mayOpen: false, who, isTheirs: who is Who.Administrator);
        var report = await _service.Read(_reference.AsReference());
        Assert.Equal(mayAnswer ? 10 : 1, report.Thread.Count);
        Assert.Equal(mayAnswer ? Acts().Length : 0, await _service.With<HearbackDb, int>(db => db.Audit.CountAsync()));
    }

    [Fact]
    public async Task An_officer_of_another_team_learns_no_more_than_of_a_report_that_never_was()
    {
        using var officer = await Come(Who.OfficerOfAnotherTeam);

        var other = await officer.Open($"/staff/reports/{_reference}");
        var none = await officer.Open("/staff/reports/HB-000-000");

        Assert.Equal((HttpStatusCode.NotFound, Told(none)), (other.Status, Told(other)));
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.DoesNotContain(_reference, (await officer.Open("/staff/reports")).Html, StringComparison.Ordinal);

        // The token behind "Sign out" is another each time that a page is opened, whichever it is.
        static string Told(Page page)
        {
            page.Document.QuerySelector("header input[name=__RequestVerificationToken]")!.Remove();
            return page.Document.DocumentElement.OuterHtml;
        }
    }

    [Fact]
    public async Task A_report_passed_to_another_team_changes_hands()
    {
        using var mine = await Come(Who.OfficerOfTheTeam);
        using var theirs = await Come(Who.OfficerOfAnotherTeam);

        var page = await mine.WriteToReporter($"/staff/reports/{_reference}/pass-to-team", ("Team", "housing"), ("Words", "Housing can mend the door."));

        Assert.Equal("/staff/reports", page.Address.AbsolutePath);
        Assert.Contains("Passed on. The other team and the reporter are told", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.Open($"/staff/reports/{_reference}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await theirs.Open($"/staff/reports/{_reference}")).Status);
    }

    [Fact]
    public async Task A_member_who_loses_a_team_loses_its_reports_at_once()
    {
        var member = await _service.Given(A.Member());
        using var officer = await _service.SignedIn(member);
        Assert.Equal(HttpStatusCode.OK, (await officer.Open($"/staff/reports/{_reference}")).Status);

        await _service.With<HearbackDb>(db => db.Set<Hearback.Staff.Membership>().Where(membership => membership.MemberId == member.Id).ExecuteDeleteAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open($"/staff/reports/{_reference}")).Status);
    }

    [Fact]
    public void The_table_misses_no_page()
    {
        var walked = OfAReport.Select(path => $"staff/reports/{{reference}}{path}").Concat(["staff", "staff/reports", "staff/reports/new", "staff/performance", "staff/performance/reports", "staff/mail", "staff/record", "staff/retention", "staff/plan/move", "staff/plan/put-back", "staff/plan/answers", "staff/plan/answers/{id:guid}", "staff/plan/ideas/{id:guid}", "staff/services/corrections/{id:guid}", "staff/reports/handed-over", "staff/reports/{reference}/their-number", "staff/plan/pictures/{update}", "staff/reviews", "staff/reviews/{reference}", "staff/sessions", "staff/sessions/members", "staff/passkeys"])
            .Concat(OfTheServices.Select(path => $"staff/services{path}".Replace("clean-camden", "{code}", StringComparison.Ordinal)))
            .Concat(["staff/setup/category/{code?}", "staff/setup/question/{code?}", "staff/setup/rule/{number:int?}", "staff/setup/history/{number:int}", .. OfTheSetup.Select(path => $"staff/setup{path}")])
            // One answer is walked in AnswerPagesTests, one idea in IdeaTests, one correction in CorrectionTests, and the pictures of an update in PlanPicturesTests.
            .Concat(OfThePlan.Concat(OfTheDraft).Select(path => $"staff/plan{path}".Replace("/actions/locks", "/actions/{id}", StringComparison.Ordinal).Replace("/update", "/update/{update?}", StringComparison.Ordinal)
                .Replace("/concerns/doors/add", "/concerns/{concernId}/add", StringComparison.Ordinal).Replace("/concerns/doors", "/concerns/{id}", StringComparison.Ordinal).Replace("/take-out/locks", "/take-out/{id}/{update?}", StringComparison.Ordinal))).ToHashSet();
        var pages = _service.PageRoutes
            // Four acts share one page, and so do the steps of a case review, and whoever signs in or out is nobody yet.
            .Where(route => route.StartsWith("staff", StringComparison.Ordinal) && !route.Contains("{kind", StringComparison.Ordinal) && !route.Contains("{step", StringComparison.Ordinal) && !route.StartsWith("staff/sign-", StringComparison.Ordinal));

        Assert.Empty(pages.Except(walked));
    }

    /// <summary>All acts in an order in which each is possible, with all that each needs.</summary>
    private static (string Path, (string Field, string Value)[] Fields)[] Acts()
    {
        (string, string)[] words = [("Words", "We are on it"), ("Previewed", "We are on it")];
        return
        [
            ("?handler=Open", []),
            ("?handler=Take", []),
            ("/reply", words),
            ("/ask", words),
            ("/start", words),
            ("/give", [("To", Guid.Empty.ToString())]),
            ("/urgency", [("Tier", "High"), ("Why", "A child lives there")]),
            ("/note", [("Words", "Quiet so far")]),
            ("/identity", [("Why", "To call them")]),
            ("/pass-to-organisation",
                [("Words", "We are on it"), ("Organisation", "metropolitan-police"), ("Reason", "They patrol there"), ("TheyAreTold", "A door is broken"),
                ("Previewed", "metropolitan-police\nThey patrol there\nA door is broken\nWe are on it")]),
            ("/close", [("Words", "We are on it"), ("Reason", "CauseFixed"), ("Previewed", "CauseFixed\nWe are on it")]),
            ("/reopen", words),
        ];
    }

    private async Task<(Hearback.Reports.ReportState State, long Version)> State()
    {
        var report = await _service.Read(_reference.AsReference());
        return (report.State, report.Version);
    }

    private async Task<Visitor> Come(Who who) => who switch
    {
        Who.Nobody => _service.Visitor(),
        Who.OfficerOfTheTeam => await _service.SignedIn(await _service.Given(A.Member())),
        Who.LeadOfTheTeam => await _service.SignedIn(await _service.Given(A.Member("teamlead", "community-safety"))),
        Who.OfficerOfAnotherTeam => await _service.SignedIn(await _service.Given(A.Member("officer", "housing"))),
        Who.Coordinator => await _service.SignedIn(await _service.Given(A.Member("coordinator"))),
        Who.Administrator => await _service.SignedIn(await _service.Given(A.Member("administrator"))),
    };

    private static void Check(string path, Page page, bool mayOpen, Who who, bool isTheirs = false)
    {
        if (who is Who.Nobody)
        {
            Assert.True(page.Path.StartsWith("/staff/sign-in", StringComparison.Ordinal), $"Nobody gets to {page.Path} by {path}");
            return;
        }

        var expected = mayOpen ? HttpStatusCode.OK : HttpStatusCode.NotFound;
        Assert.True(page.Status == expected, $"{who} gets {(int)page.Status} at {path}: {page.ErrorSummary()}{(isTheirs ? " (theirs)" : "")}");
    }
}
