using System.Net;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Setup;

/// <summary>A coordinator changes what people can report, what they are asked and who gets it, in pages, and everybody's change is kept.</summary>
public sealed class EditSetupTests : IAsyncLifetime
{
    private const string Save = "Save for new reports";
    private const string Noise = "/staff/setup/category/noise";
    private static readonly (string, string) Why = ("Form.Why", "Residents asked for it");
    private Service _service = null!;
    private Visitor _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _coordinator = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task New_words_of_a_category_are_read_by_everyone_at_once_and_the_history_says_who_and_why()
    {
        var page = await Send(Noise, ("Form.Name", "Loud noise"), ("Form.Words", "noise, racket, boom box"), ("Form.Tier", "High"), Why);

        Assert.Contains("Saved. It holds for every new report from now on", page.Text, StringComparison.Ordinal);
        using var resident = _service.Visitor();
        var what = await resident.Press(await resident.Open("/report"), "Start now");
        Assert.Contains("Loud noise", what.Text, StringComparison.Ordinal);
        Assert.Equal(["noise"], _service.App.Services.GetRequiredService<CurrentPack>().Suggestions.For("boom box").Select(category => category.Code));
        var history = await _coordinator.Open("/staff/setup/history");
        Assert.Contains("Sam coordinator changed the categories Residents asked for it Category: Loud noise Name Was: Noise Now: Loud noise", history.Text, StringComparison.Ordinal);
        Assert.Contains("Version 2 Monday 1 June", history.Text, StringComparison.Ordinal);
        Assert.Contains("How urgent Was: Standard Now: High", history.Text, StringComparison.Ordinal);
        Assert.Equal([AuditedAct.ChangedSetup], await Audited());
    }

    [Fact]
    public async Task What_is_saved_as_it_is_stays_as_it_is()
    {
        foreach (var category in A.Pack.Categories) { await Send($"/staff/setup/category/{category.Code}", Why); }

        foreach (var question in A.Pack.FollowUps) { await Send($"/staff/setup/question/{question.Code}", Why); }

        for (var number = 1; number <= A.Pack.Routing.Count; number++) { await Send($"/staff/setup/rule/{number}", Why); }

        Assert.Equal(1, await Versions());
        Assert.Empty(await Audited());
    }

    [Fact]
    public async Task A_category_is_added_where_it_is_wanted_and_has_a_team_at_once()
    {
        await Send("/staff/setup/category", ("Form.Name", "Drones"), ("Form.ShortName", "Drones"), ("Form.Group", "neighbours"), ("Form.After", "noise"), Why);

        Assert.Equal("noise", _service.Pack.Categories[_service.Pack.Categories.ToList().FindIndex(category => category.Code is "drones") - 1].Code);
        Assert.Equal("community-safety", _service.Pack.RouteFor("drones", null, null, Service.Start).To);
        var twice = await Send("/staff/setup/category", ("Form.Name", "drones!"), ("Form.ShortName", "Drones"), Why);
        Assert.Equal([("There is a category with this name. Change that one, or choose another name", "Form.Name")], twice.Refusals());
    }

    [Fact]
    public async Task A_category_out_of_use_can_be_chosen_by_nobody_and_its_reports_keep_it()
    {
        var reference = await _service.Given(A.Answers("fireworks"));
        using var resident = _service.Visitor();
        await resident.Press(await resident.Open("/report"), "Start now");

        await Send("/staff/setup/category/fireworks", ("Form.Conditions", "OutOfUse"), Why);

        Assert.DoesNotContain("fireworks", (await resident.Open("/report/what")).Html, StringComparison.OrdinalIgnoreCase);
        var forged = await resident.Forge("/report/what", ("Category", "fireworks"));
        Assert.Equal("Select what is happening from the list", forged.ErrorSummary());
        Assert.Contains("Fireworks", (await _coordinator.Open($"/staff/reports/{reference.Value}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.App.Services.GetRequiredService<CurrentPack>().Suggestions.For("fireworks rockets bangers"), category => category.Code is "fireworks");
        Assert.Contains("out of use", (await _coordinator.Open("/staff/setup/categories")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_category_that_can_be_chosen_stays()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => _service.With<EditSetup>(edit =>
            edit.TryAsync((_, now) => now with { Categories = [.. now.Categories.Select(category => category with { OutOfUse = true })] }, 1)));

        Assert.Equal("The pack needs at least one category that can be chosen", refused.Message);
    }

    [Theory]
    [InlineData(Noise, "Form.Name", "", "Enter the name that residents read")]
    [InlineData(Noise, "Form.ShortName", "A name that is far too long for a list", "The short name must be 24 characters or fewer")]
    [InlineData(Noise, "Form.Why", "", "Say why, for the history")]
    [InlineData("/staff/setup/question/animal-kind", "Form.Options", "Barking", "Enter at least two answers, one a line")]
    [InlineData("/staff/setup/question/violence-now", "Form.Stops", "Perhaps: Call 999", "Write one of the answers, a colon and the advice of up to 300 characters, and not ‘Perhaps: Call 999’")]
    [InlineData("/staff/setup/question/animal-kind", "Form.Text", "", "Enter the question")]
    [InlineData("/staff/setup/rule/4", "Form.Hours", "9 to 5", "Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave them empty")]
    [InlineData("/staff/setup/rule/4", "Form.Hours", "9am to 10am, 1pm to 2pm", "Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave them empty")]
    [InlineData("/staff/setup/rule/4", "Form.Places", "Atlantis", "We do not know ‘Atlantis’. Type it as it stands on this site")]
    [InlineData("/staff/setup/rule/4", "Form.Because", "", "Say why they go to this team")]
    public async Task What_is_wrong_is_said_at_its_answer_and_nothing_typed_is_lost(string path, string field, string typed, string sentence)
    {
        var page = await Send(path, field is "Form.Why" ? (field, typed) : Why, (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains((sentence, field), page.Refusals());
        Assert.Equal(typed, page.Answer(field)!.Trim());
        Assert.Equal(1, await Versions());
    }

    [Fact]
    public async Task A_rule_that_would_leave_a_case_without_a_team_is_refused_and_the_case_is_named()
    {
        var last = A.Pack.Routing.Count;
        var page = await Send($"/staff/setup/rule/{last}", ("Form.Places", "Mayford Estate, Oakshott Court"), ("Form.Days", "Sunday"), Why);

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal("Trespass at Chalton Street on Monday at midnight would have no team. Keep a last rule without conditions, so that every report has one", page.ErrorSummary());
        Assert.Equal("Mayford Estate, Oakshott Court", page.Answer("Form.Places")!.Trim());
        var removed = await _coordinator.Press(await _coordinator.Open($"/staff/setup/rule/{last}"), "Remove the rule", Why);
        Assert.Equal(HttpStatusCode.Conflict, removed.Status);
        Assert.Contains("would have no team", removed.ErrorSummary(), StringComparison.Ordinal);
        var behind = await Send("/staff/setup/rule", ("Form.To", "housing"), ("Form.Because", "They asked"), ("Form.Categories", "noise"), ("Form.Place", $"{last + 1}"), Why);
        Assert.StartsWith("A rule after one without conditions would never be used", behind.ErrorSummary(), StringComparison.Ordinal);
        Assert.Equal(1, await Versions());
    }

    [Fact]
    public async Task A_new_rule_is_tried_before_it_is_saved_and_then_holds()
    {
        (string, string)[] rule = [("Form.Categories", "needles"), ("Form.Places", "Churchway Estate"), ("Form.Days", "Saturday"), ("Form.Days", "Sunday"), ("Form.Hours", "10pm to 6am"), ("Form.To", "housing"), ("Form.Because", "Caretakers are there at night"), ("Form.Place", "1")];
        var tried = await _coordinator.Press(await _coordinator.Open("/staff/setup/rule"), "Try it", [.. rule, ("Try.Category", "needles"), ("Try.Where", "place:churchway-estate"), ("Try.Day", "Monday"), ("Try.Hour", "3am")]);

        Assert.Equal(["Clean Camden (Veolia)", "Housing (Camden Council)"], tried.Document.QuerySelectorAll(".hb-preview__standing").Select(told => told.TextContent));
        Assert.Contains("After your change", tried.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Versions());

        var list = await _coordinator.Press(tried, Save, Why);
        Assert.Contains("Needles, at Churchway Estate, Saturday and Sunday, 10pm to 6am → goes to Housing", list.Text, StringComparison.Ordinal);
        // Monday morning belongs to Sunday's night.
        var now = await _coordinator.Press(await _coordinator.Open("/staff/setup/try"), "Try it", ("Try.Category", "needles"), ("Try.Where", "place:churchway-estate"), ("Try.Day", "Monday"), ("Try.Hour", "3am"));
        Assert.Equal(["Housing (Camden Council)"], now.Document.QuerySelectorAll(".hb-preview__standing").Select(told => told.TextContent));
        Assert.Equal("housing", _service.Pack.Routing[0].To);
    }

    [Theory]
    [InlineData("drug-use-in-the-open", "place:mayford-estate", "Friday", "10pm", "Responsive Security Patrol", "You can also call now: Responsive Security Patrol", "Wednesday 10 June")]
    [InlineData("drug-use-in-the-open", "place:mayford-estate", "Friday", "10am", "Community Safety", "Responsive Security Patrol does not answer now", "Wednesday 10 June")]
    [InlineData("cctv", "", "Monday", "noon", "Camden CCTV", "Nothing is said", "Monday 8 June")]
    [InlineData("violence", "ward:E05000143", "Sunday", "03:00", "Safer Neighbourhood Team", "How urgent High", "Monday 8 June")]
    public async Task Trying_a_case_says_team_urgency_services_and_first_reply(string what, string where, string day, string hour, string team, string help, string reply)
    {
        var page = await _coordinator.Press(await _coordinator.Open("/staff/setup/try"), "Try it", ("Try.Category", what), ("Try.Where", where), ("Try.Day", day), ("Try.Hour", hour));

        Assert.StartsWith(team, page.Document.QuerySelector(".hb-preview__standing")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(help, page.Text, StringComparison.Ordinal);
        Assert.Contains($"first reply by {reply}", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_hour_that_nobody_can_read_is_said_so()
    {
        var page = await _coordinator.Press(await _coordinator.Open("/staff/setup/try"), "Try it", ("Try.Category", "noise"), ("Try.Hour", "tea time"));

        Assert.Equal([("Enter the hour like ‘3am’ or ‘15:30’", "Try.Hour")], page.Refusals());
    }

    [Fact]
    public async Task A_rule_is_moved_and_removed_and_the_history_says_so()
    {
        await Send("/staff/setup/rule/9", ("Form.Place", "1"), Why);
        await _coordinator.Press(await _coordinator.Open("/staff/setup/rule/1"), "Remove the rule", Why);

        Assert.Equal([.. A.Pack.Routing.Where((_, index) => index is not 8).Select(rule => rule.Because)], _service.Pack.Routing.Select(rule => rule.Because));
        var history = await _coordinator.Open("/staff/setup/history");
        Assert.Contains("Order of the routing rules Needles, Fly-tipping and Litter and mess → Clean Camden Was: after:", history.Text, StringComparison.Ordinal);
        Assert.Contains("Routing rule 1 was removed", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_asked_as_it_was_previewed()
    {
        (string, string)[] question = [("Form.Text", "How loud is it?"), ("Form.Kind", "One"), ("Form.Options", "Very\nA little"), ("Form.Stops", "Very: Call the patrol first"), ("Form.Required", "True")];
        var preview = await _coordinator.Press(await _coordinator.Open("/staff/setup/question?category=noise"), "Preview", question);
        Assert.Equal(["Very", "A little"], preview.Document.QuerySelectorAll("#preview label").Select(label => label.TextContent));
        Assert.Contains("Call the patrol first", preview.Document.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await Versions());

        await _coordinator.Press(preview, Save, Why);
        using var resident = _service.Visitor();
        await resident.Press(await resident.Open("/report"), "Start now");
        var asked = await resident.Press(await resident.Open("/report/what"), "Continue", ("Category", "noise"));
        Assert.Equal("How loud is it?", asked.Heading);
        Assert.Contains("Call the patrol first", (await resident.Send(asked, ("Answer", "very"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_put_in_other_words_keeps_what_hangs_on_it()
    {
        await Send("/staff/setup/question/animal-kind", ("Form.Options", "A dog that nobody holds\nBarking\nDog mess\nSomething else"), Why);

        Assert.Equal(["out-of-control", "barking", "mess", "other"], _service.Pack.FollowUp("animal-kind")!.Options.Select(option => option.Code));
        Assert.Contains("Asked only when ‘What is it about?’ is answered ‘A dog that nobody holds’", (await _coordinator.Open("/staff/setup/questions")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_on_which_another_hangs_cannot_go_or_come_after_it()
    {
        var removed = await _coordinator.Press(await _coordinator.Open("/staff/setup/question/animal-kind"), "Ask it no more", Why);
        Assert.Equal("‘Has it bitten or attacked anyone?’ is asked only after this question. Change or remove that one first", removed.ErrorSummary());

        var moved = await Send("/staff/setup/question/animal-kind", ("Form.After", "lamp-number"), Why);
        Assert.Equal("‘What is it about?’ is not asked before this question", moved.ErrorSummary());
        var fewer = await Send("/staff/setup/question/animal-kind", ("Form.Options", "Barking\nDog mess"), Why);
        Assert.Equal("‘What is it about?’ has no answer ‘A dog that is not under control’", fewer.ErrorSummary());

        await _coordinator.Press(await _coordinator.Open("/staff/setup/question/animal-attack"), "Ask it no more", Why);
        Assert.Null(_service.Pack.FollowUp("animal-attack"));
    }

    [Fact]
    public async Task More_questions_than_people_bear_are_refused_as_an_import_would_be()
    {
        foreach (var number in (int[])[1, 2, 3]) { await Send("/staff/setup/question?category=noise", ("Form.Text", $"Question {number}"), Why); }

        var page = await Send("/staff/setup/question?category=noise", ("Form.Text", "Question 4"), Why);

        Assert.Equal("‘Noise’ has more than 3 questions, which makes a long journey", page.ErrorSummary());
        Assert.Equal(4, await Versions());
    }

    [Theory]
    [InlineData(Noise, "Form.Name", "Loud noise", "Form.Hint", "At night too")]
    [InlineData("/staff/setup/question/animal-kind", "Form.Text", "What about it?", "Form.Hint", "One is enough")]
    [InlineData("/staff/setup/rule/5", "Form.Because", "They decide", "Form.Hours", "9am to 5pm")]
    public async Task The_second_of_two_sees_what_the_first_changed_and_loses_nothing(string path, string field, string theirs, string otherField, string mine)
    {
        using var other = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var (first, second) = (await _coordinator.Open(path), await other.Open(path));
        await _coordinator.Press(first, Save, (field, theirs), Why);

        var late = await other.Press(second, Save, (otherField, mine), Why);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.StartsWith("Someone else changed this", late.ErrorSummary(), StringComparison.Ordinal);
        Assert.Contains($"Now: {theirs}", late.Text, StringComparison.Ordinal);
        Assert.Equal(mine, late.Answer(otherField)!.Trim());
        Assert.Equal(2, await Versions());

        // Having read it, they send theirs together with what the first wrote.
        await other.Press(late, Save, (field, theirs));
        var now = await _coordinator.Open(path);
        Assert.Equal((theirs, mine), (now.Answer(field)!.Trim(), now.Answer(otherField)!.Trim()));
        Assert.Equal(3, await Versions());
    }

    [Theory]
    [InlineData("/staff/setup/question/lamp-number", "Ask it no more", "Form.Text", "Which lamp?")]
    [InlineData("/staff/setup/rule/15", "Remove the rule", "Form.Because", "They look after these homes")]
    public async Task What_somebody_removed_meanwhile_can_be_sent_once_more_and_is_there_again(string path, string remove, string field, string mine)
    {
        using var other = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var (first, second) = (await _coordinator.Open(path), await other.Open(path));
        await _coordinator.Press(first, remove, Why);

        var late = await other.Press(second, Save, (field, mine), Why);
        Assert.Equal((HttpStatusCode.Conflict, mine), (late.Status, late.Answer(field)!.Trim()));
        Assert.Contains("Now: nothing", late.Text, StringComparison.Ordinal);
        await other.Press(late, Save);

        Assert.Contains(mine, _service.Pack.FollowUps.Select(question => question.Text).Concat(_service.Pack.Routing.Select(rule => rule.Because)));
        Assert.Equal(3, await Versions());
    }

    [Fact]
    public async Task Two_who_change_two_rules_at_once_are_both_heard_though_the_numbers_moved()
    {
        using var other = await _service.SignedIn(await _service.Given(A.Member("coordinator")));
        var (first, second, third) = (await _coordinator.Open("/staff/setup/rule"), await other.Open("/staff/setup/rule/9"), await other.Open("/staff/setup/rule/3"));

        await _coordinator.Press(first, Save, ("Form.Categories", "cctv"), ("Form.To", "camden-cctv"), ("Form.Because", "Cameras first"), ("Form.Place", "1"), Why);
        await other.Press(second, Save, ("Form.Because", "They clean"), Why);
        await other.Press(third, "Remove the rule", Why);

        Assert.Equal(("Cameras first", "They clean"), (_service.Pack.Routing[0].Because, _service.Pack.Routing.Single(rule => rule.To is "clean-camden").Because));
        Assert.Equal(A.Pack.Routing.Count, _service.Pack.Routing.Count);
        Assert.DoesNotContain(A.Pack.Routing[2].Because, _service.Pack.Routing.Select(rule => rule.Because));
    }

    [Fact]
    public async Task An_earlier_version_comes_back_as_a_new_one_and_services_stay()
    {
        await Send("/staff/setup/category", ("Form.Name", "Drones"), ("Form.ShortName", "Drones"), Why);
        await Send(Noise, ("Form.Name", "Loud noise"), Why);
        await _service.Given(A.Answers("drones"));
        await _coordinator.Send(await _coordinator.Open("/staff/services/clean-camden/edit"), ("Form.About", "Edited here"));
        var page = await _coordinator.Open("/staff/setup/history/1");
        Assert.Contains("Was: Loud noise Now: Noise", page.Text, StringComparison.Ordinal);

        var done = await _coordinator.Send(page, ("Why", "Too soon"));

        Assert.Contains("Sam coordinator went back to version 1 Too soon", done.Text, StringComparison.Ordinal);
        Assert.Equal(("Noise", true, "Edited here"), (_service.Pack.Category("noise")!.Name, _service.Pack.Category("drones")!.OutOfUse, _service.Pack.Service("clean-camden")!.About));
        Assert.Equal(5, await Versions());
        Assert.Contains("They are the same now as they were then", (await _coordinator.Open("/staff/setup/history/5")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _coordinator.Open("/staff/setup/history/99")).Status);
    }

    [Fact]
    public async Task Whoever_goes_back_has_read_all_that_it_changes()
    {
        await Send(Noise, ("Form.Name", "Loud noise"), Why);
        var page = await _coordinator.Open("/staff/setup/history/1");
        await Send(Noise, ("Form.Hint", "At night"), Why);

        var late = await _coordinator.Send(page, ("Why", "Too soon"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Was: At night", late.Text, StringComparison.Ordinal);
        Assert.Equal(3, await Versions());
    }

    [Fact]
    public async Task The_history_goes_on_over_pages()
    {
        for (var number = 2; number <= 12; number++) { await Send(Noise, ("Form.Hint", $"Hint {number}"), Why); }

        var first = await _coordinator.Open("/staff/setup/history");
        Assert.Equal(10, first.Document.QuerySelectorAll("main section").Length);
        var second = await _coordinator.Follow(first, "Earlier versions");
        Assert.Contains("The pack was imported for the first time", second.Text, StringComparison.Ordinal);
        Assert.Contains("Now: Hint 2", second.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/setup/category/no-such")]
    [InlineData("/staff/setup/question/no-such")]
    [InlineData("/staff/setup/rule/99")]
    [InlineData("/staff/setup/rule/0")]
    public async Task What_is_not_there_is_not_found(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _coordinator.Open(path)).Status);

    [Fact]
    public async Task An_officer_changes_nothing()
    {
        using var officer = await _service.SignedIn(await _service.Given(A.Member()));

        foreach (var path in (string[])[Noise, "/staff/setup/question/animal-kind", "/staff/setup/rule/3", "/staff/setup/history/1", "/staff/setup/try"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await officer.Forge(path, ("Form.Name", "x"), ("Form.Why", "x"), ("Why", "x"), ("Version", "1"))).Status);
        }

        Assert.Equal(1, await Versions());
    }

    [Fact]
    public async Task What_is_forged_breaks_nothing()
    {
        foreach (var (path, field, value) in ((string, string, string)[])[(Noise, "Version", "77"), (Noise, "Form.Group", "none"), (Noise, "Form.Tier", "Urgent"), ("/staff/setup/rule/3", "Number", "500"), ("/staff/setup/rule/3", "Form.To", "nobody"), ("/staff/setup/rule/3", "Form.Place", "-5")])
        {
            var page = await _coordinator.Open(path);
            var fields = page.Document.QuerySelectorAll("main form [name]").Where(control => control.GetAttribute("type") is not ("radio" or "checkbox")).Select(control => control.GetAttribute("name")!).Distinct().Where(name => name != field && page.Answer(name) is not null).Select(name => (name, page.Answer(name)!));
            var answer = await _coordinator.Post(path, [.. fields, (field, value), Why]);
            Assert.True((int)answer.Status < 500, $"{path} answers {(int)answer.Status} to {field} {value}");
        }

        Assert.DoesNotContain(_service.Pack.Routing, rule => rule.To is "nobody");
    }

    private async Task<Page> Send(string path, params (string, string)[] answers) => await _coordinator.Press(await _coordinator.Open(path), Save, answers);

    private Task<int> Versions() => _service.With<HearbackDb, int>(db => db.Packs.CountAsync());

    private Task<List<AuditedAct>> Audited() => _service.With<HearbackDb, List<AuditedAct>>(db => db.Audit.OrderBy(entry => entry.At).ThenBy(entry => entry.Number).Select(entry => entry.Act).ToListAsync());
}
