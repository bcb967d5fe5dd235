using System.Net;
using Hearback.Corrections;
using Hearback.Data;
using Hearback.Pictures;
using Hearback.Plan;
using Hearback.Reports;
using Hearback.Reviews;
using Hearback.Staff;
using Hearback.Tests.Support;
using Hearback.Vault;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Page = Hearback.Tests.Support.Page;

namespace Hearback.Tests.Staff;

/// <summary>
/// Walks every page and act that the program really has among the members' pages, as every role and as nobody, for the own team and for another,
/// and compares what comes with the one table. A page that is new fails here until it has a row in the table and an address to walk to.
/// </summary>
public sealed class WhoMayDoWhatTests : IAsyncLifetime
{
    private const string Mine = "community-safety";

    /// <summary>Where to walk for each route; {report} stands for a report of the team's own, made anew for each step.</summary>
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["staff/members/{id:guid}"] = "staff/members/{member}",
        ["staff/plan/actions/{id}"] = "staff/plan/actions/locks",
        ["staff/plan/actions/{id}/date"] = "staff/plan/actions/locks/date",
        ["staff/plan/actions/{id}/update/{update?}"] = "staff/plan/actions/locks/update",
        ["staff/plan/answers/{id:guid}"] = "staff/plan/answers/{answer}",
        ["staff/plan/concerns/{concernId}/add"] = "staff/plan/concerns/doors/add",
        ["staff/plan/concerns/{id}"] = "staff/plan/concerns/doors",
        ["staff/plan/ideas/{id:guid}"] = "staff/plan/ideas/{idea}",
        ["staff/plan/pictures/{update}"] = "staff/plan/pictures/{news}",
        ["staff/plan/take-out/{id}/{update?}"] = "staff/plan/take-out/locks",
        ["staff/performance/reports"] = "staff/performance/reports?month=2026-06&team=community-safety&figure=Taken",
        ["staff/reviews/{reference}"] = "staff/reviews/{review}",
        ["staff/reviews/{reference}/{step:regex(^(acknowledge|decide|arrange|meeting|recommend|outcome|progress|write|appeal|give|close)$)}"] = "staff/reviews/{review}/acknowledge",
        ["staff/services/corrections/{id:guid}"] = "staff/services/corrections/{correction}",
        ["staff/services/{code}/edit"] = "staff/services/clean-camden/edit",
        ["staff/services/{code}/history"] = "staff/services/clean-camden/history",
        ["staff/setup/category/{code?}"] = "staff/setup/category/noise",
        ["staff/setup/question/{code?}"] = "staff/setup/question/animal-kind",
        ["staff/setup/rule/{number:int?}"] = "staff/setup/rule/3",
        ["staff/setup/history/{number:int}"] = "staff/setup/history/1",
        ["staff/passed-on/{reference}/{entry:int}"] = "staff/passed-on/{report}/{passed}",
        ["staff/passed-on/{reference}/{entry:int}/name"] = "staff/passed-on/{report}/{passed}/name",
    };

    /// <summary>What an act needs, so that it is the rule that refuses it and not an empty box.</summary>
    private static readonly Dictionary<string, (string Field, string Value)[]> Fields = new(StringComparer.Ordinal)
    {
        ["/reply"] = [("Words", "We are on it"), ("Previewed", "We are on it")],
        ["/ask"] = [("Words", "We are on it"), ("Previewed", "We are on it")],
        ["/start"] = [("Words", "We are on it"), ("Previewed", "We are on it")],
        ["/reopen"] = [("Words", "We are on it"), ("Previewed", "We are on it")],
        ["/give"] = [("To", Guid.Empty.ToString())],
        ["/urgency"] = [("Tier", "High"), ("Why", "A child lives there")],
        ["/note"] = [("Words", "Quiet so far")],
        ["/identity"] = [("Why", "To call them")],
        ["/name"] = [("Why", "To call them")],
        ["/close"] = [("Words", "We are on it"), ("Reason", "CauseFixed"), ("Previewed", "CauseFixed\nWe are on it")],
        ["/pass-to-team"] = [("Team", "housing"), ("Words", "They mend doors"), ("Previewed", "housing\n\n\n\nThey mend doors")],
        ["/staff/reports/new"] = [("ToldBy", "Phone")],
        ["/staff/plan/move"] = [("by", "1")],
    };

    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private Service _service = null!;

    public static TheoryData<Role?, bool> Everybody
    {
        get
        {
            var all = new TheoryData<Role?, bool> { { null, false } };
            foreach (var role in Enum.GetValues<Role>())
            {
                all.Add(role, true);
                all.Add(role, false);
            }

            return all;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(APlan.Of(APlan.Action() with { Leads = [new Lead { Name = "Community Safety", Team = Mine }] }));
        await Make("answer", id => _service.With<ActionAnswers>(answers => answers.KeepAsync(id, "locks", Working.Yes, "Good")));
        await Make("idea", id => _service.With<Ideas>(ideas => ideas.KeepAsync(id, new() { Words = "Plant hedges" }, AccessCode.New(), null)));
        await Make("correction", id => _service.With<TakeCorrections>(corrections => corrections.KeepAsync(id, "clean-camden", "Nobody answers")));
        _made["review"] = (await _service.With<CaseReviews, Reference>(reviews => reviews.AskAsync(Guid.NewGuid(), new() { Contact = A.Contact() }, AccessCode.New()))).Value;
        await _service.Given(A.NamedAnswers());
        _made["news"] = await News();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Every_page_of_members_is_in_the_table_and_nothing_else_is_among_them()
    {
        var pages = await Pages();

        Assert.True(pages.Count > 50, $"Only {pages.Count} pages were found");
        Assert.All(pages, page => Assert.True(StaffPages.RightFor(page.ViewEnginePath) is not null, $"{page.ViewEnginePath} has no row in the table of StaffPages"));
        Assert.All(pages, page => Assert.True(!Addresses.GetValueOrDefault(Route(page), Route(page)).Contains('}', StringComparison.Ordinal) || Addresses.ContainsKey(Route(page)) || IsOfReport(page), $"{Route(page)} has no address to walk to"));
        // Whatever is not a page has no row, so there must be none.
        Assert.Empty(Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null).Select(endpoint => endpoint.RoutePattern.RawText));
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Each_may_do_what_the_table_says_and_the_rest_is_not_there(Role? role, bool own)
    {
        using var visitor = await Come(role, own);
        var (shut, open, wrong) = (0, 0, new List<string>());
        var before = await Footprint();
        var steps = await Steps();
        foreach (var (page, address, handler) in steps.Where(step => !May(step.Page, step.Handler, role, own)))
        {
            var came = await Walk(visitor, page, address, handler);
            var isShut = role is null ? came.Path.StartsWith("/staff/sign-in", StringComparison.Ordinal) : came.Status is HttpStatusCode.NotFound;
            if (!isShut) { wrong.Add($"{role?.ToString() ?? "Nobody"} ({(own ? "own" : "other")} team) gets {(int)came.Status} at {address} {handler}"); }

            shut++;
        }

        Assert.Empty(wrong);
        // What was refused left nothing behind.
        Assert.Equal(before with { Reports = 0 }, await Footprint() with { Reports = 0 });
        foreach (var (page, address, handler) in steps.Where(step => May(step.Page, step.Handler, role, own)))
        {
            var came = await Walk(visitor, page, address, handler);
            if (came.Status is HttpStatusCode.NotFound || (int)came.Status >= 500 || (handler is null && came.Status is not HttpStatusCode.OK) || came.Path.StartsWith("/staff/sign-in", StringComparison.Ordinal))
            {
                wrong.Add($"{role} ({(own ? "own" : "other")} team) gets {(int)came.Status} at {address} {handler}");
            }

            open++;
        }

        Assert.Empty(wrong);
        Assert.True(shut > 20 || role is Role.Coordinator, $"{role} was refused only {shut} times");
        Assert.True(open > 0 || role is null, $"{role} may do nothing at all");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_with_the_next_click()
    {
        var member = await _service.Given(A.Member("coordinator"));
        using var coordinator = await _service.SignedIn(member);
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Open("/staff/setup")).Status);

        await _service.With<HearbackDb>(db => db.Users.Where(one => one.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Role, Role.Auditor)));

        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Open("/staff/setup")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Open("/staff/reports")).Status);
    }

    [Fact]
    public async Task A_session_of_a_member_who_is_no_more_opens_nothing()
    {
        var member = await _service.Given(A.Member("coordinator"));
        using var coordinator = await _service.SignedIn(member);
        await _service.With<HearbackDb>(db => db.Users.Where(one => one.Id == member.Id).ExecuteDeleteAsync());

        Assert.StartsWith("/staff/sign-in", (await coordinator.Open("/staff/reports")).Path, StringComparison.Ordinal);
    }

    /// <summary>The table as people read it: whoever changes who may do what changes this page of the docs with it.</summary>
    [Fact]
    public void The_docs_hold_the_table_as_it_is()
    {
        var roles = Enum.GetValues<Role>();
        string[] table =
        [
            $"| | {string.Join(" | ", roles.Select(role => role.InWords()))} |",
            $"| --- |{string.Concat(roles.Select(_ => " --- |"))}",
            .. Enum.GetValues<Right>().Select(right => $"| {right.InWords()} | {string.Join(" | ", roles.Select(role => role.ReachOf(right).InWords()))} |"),
        ];
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "who-may-do-what.md")).ReplaceLineEndings("\n");

        Assert.Contains(string.Join('\n', table), docs, StringComparison.Ordinal);
    }

    private static bool May(PageActionDescriptor page, string? handler, Role? role, bool own) => role is { } known && known.ReachOf((handler is null ? StaffPages.RightFor(page.ViewEnginePath) : StaffPages.RightToActOn(page.ViewEnginePath))!.Value) switch
    {
        Reach.None => false,
        Reach.OwnTeams => own || !IsOfSomebody(page),
        Reach.WithSecondYes or Reach.Everything => true,
    };

    /// <summary>Whether it matters there whose it is: of a team's, or of an organisation that something was passed on to.</summary>
    private static bool IsOfSomebody(PageActionDescriptor page) => Route(page).Contains("{reference}", StringComparison.Ordinal)
        || Route(page) is "staff/performance/reports" or "staff/reviews" or "staff/plan/actions/{id}/update/{update?}" or "staff/plan/answers/{id:guid}" or "staff/plan/pictures/{update}";

    private static bool IsOfReport(PageActionDescriptor page) => Route(page).StartsWith("staff/reports/{reference}", StringComparison.Ordinal);

    private static string Route(PageActionDescriptor page) => page.AttributeRouteInfo!.Template!.TrimStart('/');

    private IEnumerable<RouteEndpoint> Endpoints() => _service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/') is var route && (route is "staff" || route.StartsWith("staff/", StringComparison.Ordinal)) && !route.StartsWith("staff/sign-", StringComparison.Ordinal));

    private async Task<IReadOnlyList<CompiledPageActionDescriptor>> Pages()
    {
        var (loader, pages) = (_service.App.Services.GetRequiredService<PageLoader>(), new List<CompiledPageActionDescriptor>());
        foreach (var page in Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()).OfType<PageActionDescriptor>().DistinctBy(page => page.Id)) { pages.Add(await loader.LoadAsync(page, EndpointMetadataCollection.Empty)); }

        return pages;
    }

    /// <summary>Each page to open, and each act to do on it.</summary>
    private async Task<List<(CompiledPageActionDescriptor Page, string Address, string? Handler)>> Steps()
    {
        var steps = new List<(CompiledPageActionDescriptor, string, string?)>();
        foreach (var page in await Pages())
        {
            var route = Route(page);
            string[] addresses = route.Contains("{kind", StringComparison.Ordinal)
                ? ["staff/reports/{report}/reply", "staff/reports/{report}/ask", "staff/reports/{report}/start", "staff/reports/{report}/reopen"]
                : [Addresses.GetValueOrDefault(route, route.Replace("{reference}", "{report}", StringComparison.Ordinal))];
            foreach (var address in addresses)
            {
                steps.Add((page, $"/{address}", null));
                steps.AddRange(page.HandlerMethods.Where(handler => handler.HttpMethod == "Post").Select(handler => (page, $"/{address}", (string?)(handler.Name ?? ""))));
            }
        }

        return steps;
    }

    /// <summary>Opens the page, or does the act, on things that were made for this step alone.</summary>
    private async Task<Page> Walk(Visitor visitor, CompiledPageActionDescriptor page, string address, string? handler)
    {
        if (address.Contains("{news}", StringComparison.Ordinal)) { _made["news"] = await News(); }

        foreach (var (name, id) in _made) { address = address.Replace($"{{{name}}}", id, StringComparison.Ordinal); }

        if (address.Contains("{report}", StringComparison.Ordinal))
        {
            var reference = await _service.Given(A.NamedAnswers(email: null));
            if (address.EndsWith("/their-number", StringComparison.Ordinal)) { await _service.Work(reference, (report, desk) => report.HandOver(desk.Pack.Service("clean-camden")!, new() { Words = "Bags by the bins" }, "Clean Camden takes them away", A.Officer(), desk)); }

            var passed = 0;
            if (address.Contains("{passed}", StringComparison.Ordinal))
            {
                await _service.Work(reference, (report, desk) =>
                {
                    report.PassTo(desk.Pack.Organisation("metropolitan-police")!, A.Grounds(), "A door is broken", "We told the police", A.Officer(), desk, withName: true);
                    passed = report.PassingsOn[0].Entry;
                });
            }

            if (handler is "Picture")
            {
                using var clean = new CleanPictures();
                var picture = await clean.CleanAsync(APicture.Jpeg(30, 20), TestContext.Current.CancellationToken);
                await _service.Work(reference, (report, desk) => report.WriteBack("Look", desk, new([picture], 0)));
            }

            if (handler is "Answer") { return await visitor.Forge($"/staff/reports/{reference}/identity?handler=Answer", ("request", (await Ask(reference)).ToString()), ("agrees", "True")); }

            address = address.Replace("{report}", reference.Value, StringComparison.Ordinal).Replace("{passed}", $"{passed}", StringComparison.Ordinal);
        }

        if (address.Contains("{member}", StringComparison.Ordinal)) { address = address.Replace("{member}", (await _service.Given(A.Member("coordinator"))).Id.ToString(), StringComparison.Ordinal); }

        if (handler is null) { return await visitor.Open(address); }

        // What pages take from their forms by these names; whichever page has no use for one lets it be.
        (string, string)[] fields = [("id", "locks"), ("update", _made["news"]), ("number", "1"), .. Fields.Where(field => address.EndsWith(field.Key, StringComparison.Ordinal)).SelectMany(field => field.Value)];
        if (Route(page) is "staff/retention") { fields = [("held", (await _service.Given(A.NamedAnswers(email: null))).Value), ("Why", "The court asked for it")]; }

        if (Route(page) is "staff/sessions/members") { fields = [("member", (await _service.Given(A.Member("coordinator"))).Id.ToString())]; }

        if (Route(page) is "staff/mail") { fields = [("notice", (await GivenUp()).ToString())]; }

        return await visitor.Forge(handler.Length is 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}", fields);
    }

    /// <summary>A request of another member that waits for a yes. The report of the walk is a named one, whose name opens without; here it only has to be answered.</summary>
    private async Task<Guid> Ask(Reference reference)
    {
        var coordinator = await _service.Given(A.Member("coordinator"));
        return await _service.With<HearbackDb, Guid>(async db =>
        {
            var report = await db.Reports.SingleAsync(one => one.Reference == reference);
            var request = new IdentityRequest(report, coordinator.Id, "To call them", new Desk(await _service.KeyOf(report), _service.Pack, _service.Time.GetUtcNow()));
            db.IdentityRequests.Add(request);
            await db.SaveChangesAsync();
            return request.Id;
        });
    }

    private Task<Guid> GivenUp() => _service.With<HearbackDb, Guid>(async db =>
    {
        var id = await db.Notices.OrderBy(notice => notice.Id).Select(notice => notice.Id).FirstAsync();
        DateTimeOffset? now = _service.Time.GetUtcNow();
        await db.Notices.Where(notice => notice.Id == id).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.GivenUpAt, now));
        return id;
    });

    /// <summary>An update that waits to be signed off; another when an act before dealt with it.</summary>
    private async Task<string> News()
    {
        if (await Waiting() is { } waits) { return waits; }

        using var lead = await _service.SignedIn(await _service.Given(A.Member()));
        await lead.Send(await lead.Open("/staff/plan/actions/locks/update"), ("Text", "They came"));
        return await Waiting() ?? throw new InvalidOperationException("The update does not wait.");

        Task<string?> Waiting() => _service.With<HearbackDb, string?>(async db => (await db.PlanDraft.AsNoTracking().SingleAsync()).Proposed.FirstOrDefault(one => one.ActionId == "locks")?.Update.Id);
    }

    private async Task Make(string name, Func<Guid, Task> make)
    {
        var id = Guid.NewGuid();
        _made[name] = id.ToString();
        await make(id);
    }

    private Task<Visitor> Come(Role? role, bool own) => role is { } known ? SignIn(known, own) : Task.FromResult(_service.Visitor());

    // Also whoever works for no team may be in one: an administrator of the team is still told nothing of its reports.
    private async Task<Visitor> SignIn(Role role, bool own) => await _service.SignedIn(await _service.Given(A.Member(role.ToString(), (role, own) switch
    {
        (Role.Partner, true) => ["safer-neighbourhood-team"],
        (Role.Partner, false) => ["routes-off-the-street"],
        (_, true) => [Mine],
        (_, false) => role.IsOfTeams() ? ["housing"] : [],
    })));

    /// <summary>All that an act among members leaves behind.</summary>
    private sealed record Left(int Reports, int Acts, int Entries, int Packs, int Editions, int Answered, long Draft, int Members);

    private Task<Left> Footprint() => _service.With<HearbackDb, Left>(async db => new(
        await db.Reports.CountAsync(), await db.Audit.CountAsync(), await db.Set<ThreadEntry>().CountAsync(entry => entry.Author == Author.Team && entry.Kind != EntryKind.PassedToOrganisation && entry.Kind != EntryKind.Note && entry.Kind != EntryKind.HandedOver),
        await db.Packs.CountAsync(), await db.Editions.CountAsync(), await db.IdentityRequests.CountAsync(request => request.Second != null), (await db.PlanDraft.AsNoTracking().SingleAsync()).Version, await db.Users.CountAsync(one => one.Role != Role.Coordinator)));
}
