using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Vault;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Safety;

/// <summary>Walks every page there is, as a resident, a reporter and each kind of member, and looks at what comes with it.</summary>
public sealed partial class EveryPageTests : IAsyncLifetime
{
    private readonly List<Page> _pages = [];
    private readonly SetCookies _cookies = new();
    // The web page of a service is the one thing elsewhere that a page leads to.
    private static readonly HashSet<string> OfAService = [.. A.Pack.Services.SelectMany(service => service.Channels).Where(channel => channel.Kind is ChannelKind.Web or ChannelKind.App).Select(channel => channel.To).OfType<string>()];
    private static readonly string[] OfAdministrators = ["staff/mail", "staff/sessions/members", "staff/record", "staff/members", "staff/organisations", "staff/running"];
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Every_page_runs_nothing_that_is_not_ours_and_leads_to_nobody_else()
    {
        await WalkAll();

        Assert.All(_pages, page =>
        {
            var policy = Header(page, "Content-Security-Policy");
            Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("max-age=63072000; includeSubDomains", Header(page, "Strict-Transport-Security"));
            Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(page, "Referrer-Policy"));
            Assert.Equal("same-origin", Header(page, "Cross-Origin-Opener-Policy"));
            Assert.Contains("no-store", Header(page, "Cache-Control"), StringComparison.Ordinal);

            Assert.Empty(page.Document.QuerySelectorAll("script:not([src]), style, [style], iframe, object, embed, base"));
            Assert.DoesNotContain(page.Document.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            foreach (var attribute in (string[])["href", "src", "action", "formaction", "srcset", "poster", "data", "ping"])
            {
                Assert.All(page.Document.QuerySelectorAll($"[{attribute}]").Select(element => element.GetAttribute(attribute)!),
                    address => Assert.True(Regex.IsMatch(address, @"^(/(?!/)|#|tel:|mailto:|\?)") || (attribute is "href" && OfAService.Contains(address)), $"{page.Path} leads to {address}"));
            }
        });
    }

    [Fact]
    public async Task Every_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts()
    {
        await WalkAll();

        var set = _cookies.Lines.Where(line => !line.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal(["__Host-form", "__Host-report", "__Host-staff", "__Host-staff-known", "__Host-staff-second", "__Host-visit"], set.Select(line => line.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(set, line =>
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries).Skip(1).Select(part => part.ToLowerInvariant()).ToList();
            Assert.Contains("secure", parts);
            Assert.Contains("httponly", parts);
            Assert.Contains("samesite=strict", parts);
            Assert.Contains("path=/", parts);
            Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task The_walk_misses_no_page()
    {
        await WalkAll();

        // These only lead elsewhere, or are the two that are shown in place of others.
        var toSee = _service.PageRoutes.Where(route => route is not ("error" or "not-found/{status?}" or "Index" or "staff" or "staff/sign-out" or "staff/plan/move" or "staff/plan/put-back" or "plan/since/{date}"));
        Assert.All(toSee, route => Assert.Contains(_pages, page => Regex.IsMatch(page.Address.AbsolutePath, $"^/{Parameter().Replace(route, "[^/]+")}$")));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_everywhere()
    {
        var reference = (await _service.Given(A.NamedAnswers())).Value;
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var partner = await _service.SignedIn(await _service.Given(A.Member("partner", "safer-neighbourhood-team")));
        // A mail program stops the news of the plan for its reader: it has only the secret in the address.
        foreach (var route in _service.PageRoutes.Where(route => route is not ("error" or "not-found/{status?}" or "plan/stop/{token}")))
        {
            var visitor = route.StartsWith("staff/plan", StringComparison.Ordinal) || route.StartsWith("staff/services", StringComparison.Ordinal) || route.StartsWith("staff/setup", StringComparison.Ordinal) || route.StartsWith("staff/retention", StringComparison.Ordinal) ? coordinator
                : OfAdministrators.Any(part => route.StartsWith(part, StringComparison.Ordinal)) ? administrator
                : route.StartsWith("staff/passed-on", StringComparison.Ordinal) ? partner
                : route.StartsWith("staff", StringComparison.Ordinal) && !route.StartsWith("staff/sign-in", StringComparison.Ordinal) ? officer
                : _service.Visitor();

            var page = await visitor.Post(Address(route, reference));

            Assert.True(page.Status is HttpStatusCode.BadRequest, $"/{route} answers {(int)page.Status} to a form without a token");
            Assert.Equal("We could not take that", page.Heading);
        }
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_refused()
    {
        var visitor = _service.Visitor();
        var other = _service.Visitor();
        await visitor.AnswerUpTo(Question.Story);
        var token = (await other.AnswerUpTo(Question.Story)).Answer("__RequestVerificationToken")!;

        var page = await visitor.Post("/report/what-happened", ("Story", "Not mine"), ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("", (await visitor.Open("/report/what-happened")).Answer("Story"));
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/report/no-such-question")]
    [InlineData("/track/link")]
    [InlineData("/staff/no-such-page")]
    [InlineData("/../etc/passwd")]
    [InlineData("/index.php?id=1'")]
    public async Task An_unknown_address_is_a_plain_page_and_404(string path)
    {
        var page = await _service.Visitor().Open(path);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("Page not found", page.Heading);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
    }

    [Theory]
    [InlineData("/staff/no-such-page", true)]
    [InlineData("/staff/reports/HB-000-000", true)]
    [InlineData("/staffing", false)]
    [InlineData("/no-such-page", false)]
    public async Task An_unknown_address_of_members_leads_back_among_their_pages(string path, bool isOfStaff)
    {
        var member = await _service.SignedIn(await _service.Given(A.Member()));

        var page = await member.Open(path);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(isOfStaff, page.Document.QuerySelector(".hb-staffhead") is not null);
        Assert.Equal(isOfStaff ? ["/staff"] : ["/"], page.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
    }

    private async Task WalkAll()
    {
        await WalkAsResident();
        await WalkToServices();
        await WalkToSetup();
        await WalkToAnswers();
        await WalkAsReporter();
        await WalkAsMember();
        await WalkAsOfficer();
        await WalkAsNeighbour();
        await WalkAsCoordinator();
        await WalkToReviews();
        await WalkAsPartner();
        await WalkAsAdministrator();
    }

    private async Task WalkToReviews()
    {
        var answers = A.ConfidentialAnswers("walker@mail.example");
        var report = await _service.Given(answers);
        var reporter = Walker();
        await reporter.Track(report.Value, answers.AccessCode);
        var review = await reporter.Open("/track/review");
        await See(Task.FromResult(review));
        var asked = await reporter.Press(review, "Ask for a review", ("Add", "It goes on"));
        await See(Task.FromResult(asked));
        await See(reporter.Open("/track/review"));
        await See(reporter.Open("/case-review"));
        var form = await reporter.Open("/case-review/ask");
        await See(reporter.Send(form, ("ForOther", "True")));
        await See(reporter.Send(form, ("ForOther", "False"), ("Answer.Name", "Rosa Field"), ("Answer.Phone", "020 7946 0000"), ("Text", "It goes on")));
        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        var address = $"/staff/reviews/{asked.Document.QuerySelector("#reference")!.TextContent}";
        await See(officer.Open("/staff/reviews"));
        await See(officer.Press(await officer.Open(address), "Open it"));
        foreach (var step in (string[])["acknowledge", "decide", "arrange", "meeting", "recommend", "outcome", "progress", "write", "appeal", "give", "close"]) { await See(officer.Open($"{address}/{step}")); }

        await See(officer.Send(await officer.Open($"{address}/acknowledge"), ("Said", "")));
    }

    private async Task WalkAsPartner()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.PassTo(desk.Pack.Organisation("metropolitan-police")!, A.Grounds(), "A door is broken", "We told the police", A.Officer(), desk, withName: true));
        var partner = await _service.SignedIn(await _service.Given(A.Member("partner", "safer-neighbourhood-team")));
        foreach (var path in (string[])["/staff/roles", "/staff/passed-on"]) { await See(partner.Open(path)); }

        var passed = await partner.Open($"/staff/passed-on/{reference}/2");
        await See(Task.FromResult(passed));
        await See(partner.Press(passed, "Open"));
        var name = await partner.Open($"/staff/passed-on/{reference}/2/name");
        await See(Task.FromResult(name));
        await See(partner.Press(name, "Open the name", ("Why", "To call them")));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var confidential = await _service.Given(A.ConfidentialAnswers());
        await See(coordinator.Press(await coordinator.Open($"/staff/reports/{confidential}/identity"), "Ask for a yes", ("Why", "To call them")));
        await See(coordinator.Open($"/staff/reports/{confidential}/identity"));
        await See((await _service.SignedIn(await _service.Given(A.Member()))).Open($"/staff/reports/{confidential}"));
    }

    private async Task WalkAsAdministrator()
    {
        var member = await _service.Given(A.Member());
        var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        foreach (var path in (string[])["members", "members/invite", $"members/{member.Id}", "organisations", "running"]) { await See(administrator.Open($"/staff/{path}")); }

        await See(administrator.Press(await administrator.Open("/staff/members/invite"), "Send the invitation", ("Name", "Ann Other"), ("Email", "no address")));
    }

    private async Task WalkAsNeighbour()
    {
        await See(Walker().Open("/plan"));
        await _service.Given(APlan.Of(APlan.Action(), APlan.Action("ask") with { Kind = ActionKind.Ask, GoesWith = "locks" }));
        await _service.Given(APlan.Of(APlan.Action() with { Text = "Fit *better* locks", Updates = [APlan.Update()], Themes = ["Estates"], Places = ["Mayford Estate"] }));
        var neighbour = Walker();
        foreach (var path in (string[])["/plan?words=locks", "/plan?state=Done", "/plan/editions", "/plan/editions/1", "/plan/on/2026-06-01", "/plan/since/2026-05-01", "/plan/compare/1/2", "/plan/compare/0/1", "/plan/actions/locks", "/plan/concerns/doors", "/plan/follow?of=action:locks", "/plan/follow/asked", "/plan/ideas", "/plan/follow/x", "/plan/stop/x", "/glossary"]) { await See(neighbour.Open(path)); }

        var ideas = await neighbour.Open("/plan/ideas");
        await See(neighbour.Send(ideas, ("Text", "")));
        var idea = await neighbour.Send(ideas, ("Text", "Plant hedges"));
        await See(Task.FromResult(idea));
        await See(neighbour.Track(idea.Document.QuerySelector("#reference")!.TextContent, idea.Document.QuerySelector("#code")!.TextContent));
        await See(neighbour.Send(await neighbour.Open("/plan/follow"), ("Email", "no address")));
        await neighbour.Send(await neighbour.Open("/plan/follow"), ("Email", "follower@mail.example"));
        await _service.SendNotices();
        var link = _service.Letters.To("follower@mail.example")[^1].Path;
        await See(neighbour.Open(link));
        await See(neighbour.Press(await neighbour.Open(link), "Yes, send me these emails"));
        await See(neighbour.Press(await neighbour.Open(link.Replace("follow", "stop", StringComparison.Ordinal)), "Stop the emails"));
        await _service.HoldDraft(neighbour, new() { Category = "people-getting-in", Where = A.At("mayford-estate") });
        await See(neighbour.Open("/report/already-known"));
    }

    private async Task WalkAsCoordinator()
    {
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        await See(coordinator.Open("/staff/retention"));
        var forgotten = await _service.Given(A.Answers());
        await _service.With<KeyVault>(async vault => await vault.ForgetAsync((await _service.Read(forgotten)).KeyId));
        await See(coordinator.Open($"/staff/reports/{forgotten}"));
        foreach (var path in (string[])["", "/heading", "/concerns/new", "/concerns/doors", "/concerns/doors/add", "/actions/locks", "/actions/locks/date", "/actions/locks/update", "/sign-off", "/round", "/publish", "/import", "/ideas", "/words", "/several", "/several?Change=Date&Ids=locks", "/take-out/locks", "/take-out/locks/news", "/pictures/news"]) { await See(coordinator.Open($"/staff/plan{path}")); }

        await coordinator.Press(await coordinator.Open("/staff/plan/actions/locks/update"), "Save in the draft", ("Text", "They came"));
        await See(coordinator.Follow(await coordinator.Open("/staff/plan/actions/locks/update"), "Change the update: They came"));
        var idea = await coordinator.Open($"/staff/plan/ideas/{await _service.With<HearbackDb, Guid>(db => db.Ideas.Select(one => one.Id).SingleAsync())}");
        await See(Task.FromResult(idea));
        await See(coordinator.Press(await coordinator.Press(idea, "Read the idea"), "Preview", ("Decision", "NotNow"), ("Reply", "Preview me")));
    }

    private async Task WalkToServices()
    {
        var resident = Walker();
        foreach (var path in (string[])["/services", "/services?what=noise&where=mayford-estate", "/services?words=xylophone"]) { await See(resident.Open(path)); }

        foreach (var service in A.Pack.Services) { await See(resident.Open($"/services/{service.Code}")); }

        var form = await resident.Open("/services/clean-camden/wrong");
        await See(Task.FromResult(form));
        await See(resident.Send(form, ("Words", "")));
        await See(resident.Send(form, ("Words", "Nobody answers")));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var list = await coordinator.Open("/staff/services");
        await See(Task.FromResult(list));
        await See(coordinator.Press(await coordinator.Follow(list, "Clean Camden"), "Read the words"));
        await See(coordinator.Open("/staff/services/add"));
        await See(coordinator.Send(await coordinator.Open("/staff/services/clean-camden/edit"), ("Form.Name", "")));
        await See(coordinator.Send(await coordinator.Open("/staff/services/clean-camden/edit"), ("Form.Name", "Clean Somers Town")));
        await See(coordinator.Open("/staff/services/clean-camden/history"));
    }

    private async Task WalkToSetup()
    {
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        foreach (var path in (string[])["", "/categories", "/category", "/questions", "/question?category=noise", "/routing", "/rule", "/history/1"]) { await See(coordinator.Open($"/staff/setup{path}")); }

        await See(coordinator.Press(await coordinator.Open("/staff/setup/try"), "Try it", ("Try.Category", "noise"), ("Try.Where", "place:mayford-estate"), ("Try.Hour", "11pm")));
        await See(coordinator.Send(await coordinator.Open("/staff/setup/category/noise"), ("Form.Name", "")));
        await See(coordinator.Press(await coordinator.Open("/staff/setup/category/noise"), "Save for new reports", ("Form.Tier", "High"), ("Form.Why", "It wakes children")));
        foreach (var kind in A.Pack.FollowUps.DistinctBy(question => question.Kind)) { await See(coordinator.Open($"/staff/setup/question/{kind.Code}")); }

        await See(coordinator.Press(await coordinator.Open("/staff/setup/rule/3"), "Try it", ("Form.To", "housing")));
        await See(coordinator.Press(await coordinator.Open("/staff/setup/rule/3"), "Save for new reports", ("Form.Hours", "whenever")));
        await See(coordinator.Open("/staff/setup/history/1"));
        await See(coordinator.Open("/staff/setup/history"));
    }

    private async Task WalkAsResident()
    {
        var resident = Walker();
        foreach (var path in (string[])["/", "/privacy", "/safety", "/cookies", "/accessibility", "/performance", "/no-such-page", "/report"]) { await See(resident.Open(path)); }

        var check = await resident.AnswerAll(IdentityLevel.Named);
        foreach (var question in Enum.GetValues<Question>())
        {
            await See(resident.Open(Web.Pages.Reporting.Questions.Address(question)));
            if (question is not Question.Check) { await See(resident.Forge(Web.Pages.Reporting.Questions.Address(question), ("Story", new string('x', 4001)), ("More", new string('x', 4001)), ("Wish", new string('x', 4001)))); }
        }

        await resident.Forge("/report/where", ("InWords", "By the bins"));
        await resident.Forge("/report/wish", ("Wish", "Mend it"));
        await See(resident.Press(await resident.Open("/report/where"), "Find", ("Typed", "Chalton")));
        await See(resident.Open("/report/where/map"));
        await See(resident.Press(await resident.Open("/report/where/map"), "Use this spot", ("Easting", "531650"), ("Northing", "184500")));
        await See(resident.SendReport(await resident.Open("/report/check")));

        var stopped = Walker();
        await stopped.Press(await stopped.Open("/report"), "Start now");
        foreach (var words in (string[])["", "balloons", "xyzzy"]) { await See(stopped.Press(await stopped.Open("/report/what"), "Find", ("Typed", words))); }

        foreach (var followUp in A.Pack.FollowUps.DistinctBy(followUp => followUp.Kind))
        {
            var asked = await stopped.Press(await stopped.Open("/report/what"), "Continue", ("Category", followUp.Categories[0]));
            await See(Task.FromResult(asked));
            await See(stopped.Forge(asked.Path, ("Answer", "no such answer"), ("Chosen", "none"), ("On.Day", "x")));
        }

        await stopped.Press(await stopped.Open("/report/what"), "Continue", ("Category", "harm-at-home"));
        await See(stopped.Send(await stopped.Open("/report/more"), ("Answer", "yes")));
        await See(stopped.Press(await stopped.Open("/report/more"), "Still tell us"));

        await WalkToService();
        var anonymous = Walker();
        await See(anonymous.SendReport(await anonymous.AnswerAll()));
    }

    private async Task WalkToService()
    {
        var answers = A.Answers("needles") with { Where = A.At("mayford-estate"), FollowUps = [FollowUpAnswer.To(A.Pack.FollowUps.First(asked => asked.Categories.Contains("needles")), [])], Effect = null, Wish = null };
        foreach (var choice in Enum.GetValues<NotOursChoice>())
        {
            var resident = Walker();
            await _service.HoldDraft(resident, answers with { ReportId = Guid.NewGuid() });
            var notOurs = await resident.Open("/report/not-ours");
            await See(Task.FromResult(notOurs));
            var next = await resident.Send(notOurs, ("Choice", choice.ToString()));
            await See(Task.FromResult(next));
            if (choice is not NotOursChoice.LeaveWithUs) { await See(resident.Press(next, choice is NotOursChoice.SendForMe ? "Send it to Clean Camden for me" : "Yes, ask me later")); }
        }
    }

    private async Task WalkToAnswers()
    {
        await _service.With<HearbackDb>(async db =>
        {
            db.Editions.Add(new Edition(APlan.Of(APlan.Action()), null, new(Guid.NewGuid()), _service.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        var resident = Walker();
        var form = await resident.Open("/plan/actions/locks/answer");
        await See(Task.FromResult(form));
        await See(resident.Send(form, ("Words", "No choice made")));
        await See(resident.Send(form, ("Working", "Yes"), ("Words", "Good")));
        var coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var list = await coordinator.Open("/staff/plan/answers");
        await See(Task.FromResult(list));
        var answer = await coordinator.Follow(list, "Fit new locks");
        await See(Task.FromResult(answer));
        var read = await coordinator.Press(answer, "Read the words");
        await See(Task.FromResult(read));
        await See(coordinator.Press(read, "Show in public"));
        await See(coordinator.Press(await coordinator.Open(answer.Path), "Preview", ("Reply", "Preview me")));
        await See(resident.Open("/plan/actions/locks"));
    }

    private async Task WalkAsReporter()
    {
        var answers = A.Answers();
        var reference = await _service.Given(answers);
        await _service.Given(A.NamedAnswers());
        await _service.SendNotices();
        var reporter = Walker();
        foreach (var path in (string[])["/track", "/track/new-link", "/track/new-link/asked", "/track/closed", _service.Letters.To("rosa@mail.example")[^1].Path]) { await See(reporter.Open(path)); }

        await See(reporter.Track("HB-000-000", answers.AccessCode));
        await See(reporter.Track(reference.Value, answers.AccessCode));
        await See(reporter.Open("/track/known"));
        await See(reporter.Open("/track/diary"));
        var diary = await reporter.Open("/track/diary/add");
        await See(Task.FromResult(diary));
        await See(reporter.Press(diary, "Add to my diary", ("What", "")));
        await See(reporter.Press(diary, "Add to my diary", ("On.Day", "1"), ("On.Month", "6"), ("On.Year", "2026"), ("What", "Music again")));
        await See(reporter.Open("/track/pictures"));
        await See(reporter.Open("/track/yours"));
        await See(reporter.Press(await reporter.Open("/track/yours"), "Save the file"));
        await See(reporter.Open("/track/forgotten"));
        await _service.Work(reference, (report, desk) => report.Ask("Which door?", A.Officer(), desk));
        await See(reporter.Open("/track/report"));
        await _service.Work(reference, (report, desk) => report.Close(CloseReason.ActionTaken, "Done", A.Officer(), desk));
        await See(reporter.Open("/track/report"));
    }

    private async Task WalkAsMember()
    {
        var member = Walker();
        foreach (var path in (string[])["", "/with/camden-council", "/from/camden-council"]) { await See(member.Open($"/staff/sign-in{path}")); }

        var invitation = await _service.With<InviteMember, Uri>(invite => invite.InviteAsync("New Member", "new.member@team.example", Role.Officer, ["community-safety"]));
        var invited = await member.Open(invitation.PathAndQuery);
        await See(Task.FromResult(invited));
        var setUp = await member.Send(invited, ("Password", Service.Password));
        await See(Task.FromResult(setUp));
        var key = setUp.Document.QuerySelector(".hb-key-text")!.TextContent;
        await See(member.Send(setUp, ("Code", Authenticator.Show(key, _service))));

        var again = Walker();
        await See(again.Send(await again.Open("/staff/sign-in"), ("Email", "new.member@team.example"), ("Password", Service.Password)));
        await See(again.Open("/staff/sign-in/code?recover=true"));
    }

    private async Task WalkAsOfficer()
    {
        var reference = (await _service.Given(A.NamedAnswers())).Value;
        var administrator = await _service.SignedIn(await _service.Given(A.Member("administrator")));
        foreach (var path in (string[])["/staff/mail", "/staff/record", "/staff/sessions", "/staff/sessions/members", "/staff/passkeys"]) { await See(administrator.Open(path)); }

        var officer = await _service.SignedIn(await _service.Given(A.Member()));
        foreach (var path in (string[])["", "/reply", "/ask", "/start", "/reopen", "/close", "/pass-to-team", "/pass-to-organisation", "/give", "/urgency", "/note", "/identity", "/diary"]) { await See(officer.Open($"/staff/reports/{reference}{path}")); }

        await See(officer.Press(await officer.Open($"/staff/reports/{reference}/hand-over"), "Preview", ("Service", "clean-camden"), ("TheyAreTold", "Bags"), ("Words", "Preview me")));
        await _service.Work(reference.AsReference(), (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags" }, "Passed on", A.Officer(), desk));
        foreach (var path in (string[])["", "/their-number"]) { await See(officer.Open($"/staff/reports/{reference}{path}")); }

        await See(officer.Open("/staff/reports/handed-over"));
        await See(officer.Open("/staff/reports"));
        await See(officer.Open("/staff/reports/new"));
        await _service.Work(reference.AsReference(), (report, desk) => report.AddToDiary(A.Happening(), desk));
        await See(officer.Press(await officer.Open($"/staff/reports/{reference}/diary"), "Open the diary"));
        await See(officer.Open("/staff/performance"));
        await See(officer.Open("/staff/performance/reports?month=2026-06&team=community-safety&figure=Taken"));
        await See(officer.Press(await officer.Open($"/staff/reports/{reference}"), "Open"));
        await See(officer.Press(await officer.Open($"/staff/reports/{reference}/reply"), "Preview", ("Words", "Preview me")));
        await See(officer.Press(await officer.Open($"/staff/reports/{reference}/identity"), "Open the name", ("Why", "To call them")));
    }

    private async Task See(Task<Page> opened)
    {
        var page = await opened;
        Assert.True((int)page.Status < 500, $"{page.Path} answers {(int)page.Status}");
        _pages.Add(page);
    }

    private Visitor Walker() => new(_cookies.Before(_service.App.GetTestServer().CreateHandler()));

    private static string Address(string route, string reference) => "/" + route.Replace("{reference}", reference, StringComparison.Ordinal)
        .Replace("{kind:regex(^(reply|ask|start|reopen)$)}", "reply", StringComparison.Ordinal).Replace("{step:regex(^(acknowledge|decide|arrange|meeting|recommend|outcome|progress|write|appeal|give|close)$)}", "acknowledge", StringComparison.Ordinal).Replace("{view:regex(^map$)?}", "map", StringComparison.Ordinal).Replace("{token}", "x", StringComparison.Ordinal).Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{a:int?}/{b:int?}", "1/2", StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{entry:int}", "1", StringComparison.Ordinal).Replace("{number:int?}", "1", StringComparison.Ordinal).Replace("{update}", "news", StringComparison.Ordinal).Replace("{member:guid}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{provider}", "camden-council", StringComparison.Ordinal);

    [GeneratedRegex(@"\{.+?\}(?=/|$)")]
    private static partial Regex Parameter();

    private static string Header(Page page, string name) => page.Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    /// <summary>Writes down each cookie as it is set, with all that is said of it.</summary>
    private sealed class SetCookies
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public HttpMessageHandler Before(HttpMessageHandler service) => new Writer(_lines) { InnerHandler = service };

        private sealed class Writer(ConcurrentQueue<string> lines) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var response = await base.SendAsync(request, cancellationToken);
                foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []) { lines.Enqueue(line); }

                return response;
            }
        }
    }
}
