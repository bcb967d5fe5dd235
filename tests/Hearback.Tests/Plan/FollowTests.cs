using System.Net;
using System.Text;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Plan;
using Hearback.Tests.Support;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Plan;

/// <summary>Following the plan by email: from the wish to the yes, the news and the stop.</summary>
public sealed class FollowTests : IAsyncLifetime
{
    private const string Email = "neighbour@mail.example";
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(Plan("Fit new locks"));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Nobody_gets_news_before_they_have_said_yes_in_their_own_mailbox()
    {
        await Ask();
        await _service.Given(Plan("Fit better locks"));

        Assert.Equal(0, await _service.TellFollowers());
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To(Email));
        Assert.Equal("Do you want emails about the action plan?", letter.Subject);
        Assert.Contains("send news of the action plan to this address: the whole action plan.", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_link_says_nothing_yet_and_the_button_says_yes()
    {
        var link = await Ask();
        using var visitor = _service.Visitor();

        var page = await visitor.Open(link);
        Assert.Null((await One()).ConfirmedOn);
        Assert.Equal("Do you want these emails?", page.Heading);
        Assert.Equal("You follow the plan", (await visitor.Press(page, "Yes, send me these emails")).Heading);

        Assert.Equal(APlan.Today, (await One()).ConfirmedOn);
        Assert.Equal("You follow the plan", (await visitor.Press(page, "Yes, send me these emails")).Heading);
        Assert.DoesNotContain(Email, (await visitor.Open(link)).Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_letter_for_each_edition_says_what_is_new_and_where_to_stop()
    {
        await Follow();
        await _service.Given(Plan("Fit better locks"));
        await _service.Given(Plan("Fit the best locks"));

        Assert.Equal(2, await _service.TellFollowers());
        Assert.Equal(0, await _service.TellFollowers());
        var letters = await News();
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.Equal("The action plan has changed", letter.Subject));
        Assert.StartsWith("Edition 2 of the action plan came out on 1\u00A0June 2026.\n\nWhat is new:\n- In other words: Fit better locks\n\nRead it in full:\n", letters[0].Text, StringComparison.Ordinal);
        Assert.Equal("/plan/compare/1/2", letters[0].Path);
        Assert.Matches("press the button:\\n.*/plan/stop/[A-Za-z0-9_-]{43}$", letters[0].Text);
        using var visitor = _service.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open(letters[0].Path)).Status);
    }

    [Fact]
    public async Task Who_follows_much_gets_one_letter_and_who_follows_something_else_gets_none()
    {
        await Follow();
        await Follow("action:locks");
        await Follow("theme:Light", "other@mail.example");
        await _service.Given(Plan("Fit better locks"));

        Assert.Equal(1, await _service.TellFollowers());
        Assert.Single(await News());
        Assert.Empty(await News("other@mail.example"));
    }

    [Fact]
    public async Task Of_two_processes_one_writes()
    {
        await Follow();
        await _service.Given(Plan("Fit better locks"));
        await using var other = await Service.StartAsync(beside: _service);

        var written = await Task.WhenAll(_service.TellFollowers(), other.TellFollowers());

        Assert.Equal(1, written.Sum());
        Assert.Single(await News());
    }

    [Fact]
    public async Task One_press_stops_everything_and_recalls_what_waits()
    {
        await Follow();
        await Follow("action:locks", "Neighbour+plan@mail.example");
        await _service.Given(Plan("Fit better locks"));
        await _service.TellFollowers();
        await _service.SendNotices();
        var link = _service.Letters.All[^1].Text.Split('/')[^1];
        await _service.Given(Plan("Fit the best locks"));
        await _service.TellFollowers();
        using var visitor = _service.Visitor();

        var page = await visitor.Open($"/plan/stop/{link}");
        Assert.Equal(2, await Count());
        page = await visitor.Press(page, "Stop the emails");

        Assert.Equal("You get no more of these emails", page.Heading);
        Assert.Equal((0, 0), (await Count(), await _service.With<VaultDb, int>(db => db.Keys.CountAsync())));
        Assert.Equal(0, await _service.SendNotices());
        Assert.Equal("This link has done its work", (await visitor.Open($"/plan/follow/{link}")).Heading);
        Assert.Equal("You get no more of these emails", (await visitor.Press(await visitor.Open($"/plan/stop/{link}"), "Stop the emails")).Heading);
    }

    [Fact]
    public async Task A_mail_program_stops_them_with_one_post_without_cookie_or_form()
    {
        await using var mail = new MailServer();
        await using var service = await Service.WithMailServer(mail.Port);
        await service.Given(Plan("Fit new locks"));
        await service.With<Followers>(followers => followers.AskAsync(Email, Followed.WholePlan));
        await service.SendNotices();
        var asked = Assert.Single(mail.Letters);
        Assert.False(asked.Headers.Contains("List-Unsubscribe"));
        using var visitor = service.Visitor();
        await visitor.Press(await visitor.Open(new Uri(asked.TextBody!.Split('\n').First(line => line.StartsWith("http", StringComparison.Ordinal)).Trim()).PathAndQuery), "Yes, send me these emails");
        await service.Given(Plan("Fit better locks"));
        await service.TellFollowers();
        await service.SendNotices();

        var letter = mail.Letters[^1];
        Assert.Equal("The action plan has changed", letter.Subject);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers["List-Unsubscribe-Post"]);
        var address = Assert.IsType<string>(letter.Headers["List-Unsubscribe"]).Trim('<', '>');
        using var program = new HttpClient(service.Handler());
        using var press = new StringContent("List-Unsubscribe=One-Click", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await program.PostAsync(new Uri(address), press, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(await service.With<HearbackDb, bool>(db => db.Followers.AnyAsync()));
    }

    [Fact]
    public async Task A_stop_that_was_cut_short_sends_nothing_more_and_is_ended()
    {
        await Follow();
        await Follow(email: "other@mail.example");
        var forgotten = (await _service.With<HearbackDb, Follower>(db => db.Followers.FirstAsync())).KeyId;
        await _service.With<KeyVault>(vault => vault.ForgetAsync(forgotten));
        await _service.Given(Plan("Fit better locks"));

        Assert.Equal(1, await _service.TellFollowers());
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task A_wish_that_nobody_confirmed_is_deleted_after_seven_days()
    {
        var link = await Ask();
        _service.Later(TimeSpan.FromDays(7));
        await _service.TellFollowers();
        Assert.Equal(1, await Count());

        _service.Later(TimeSpan.FromDays(1));
        using var visitor = _service.Visitor();
        Assert.Equal("This link has done its work", (await visitor.Open(link)).Heading);
        await _service.TellFollowers();
        Assert.Equal((0, 0), (await Count(), await _service.With<VaultDb, int>(db => db.Keys.CountAsync())));
    }

    [Fact]
    public async Task A_strangers_mailbox_is_asked_three_times_a_day_at_most_and_the_page_says_the_same()
    {
        var pages = new List<string>();
        for (var i = 0; i < 5; i++) { pages.Add((await Wish("plan", $"neighbour+{i}@mail.example")).Text); }

        await _service.SendNotices();
        Assert.Equal(Followers.MostAskedADay, _service.Letters.All.Count);
        Assert.Single(pages.Distinct());

        _service.Later(TimeSpan.FromDays(1));
        await Wish("plan", Email);
        await _service.SendNotices();
        Assert.Equal(Followers.MostAskedADay + 1, _service.Letters.All.Count);
    }

    [Fact]
    public async Task A_wrong_address_comes_back_as_it_was_typed()
    {
        var page = await Wish("theme:Light", "<script>alert(1)</script>");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("Enter an email address in the right form, like name@example.com", page.Refusals().Single().Item1);
        Assert.Equal(("<script>alert(1)</script>", "theme:Light"), (page.Answer("Email"), page.Document.QuerySelector("option[selected]")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Without_a_plan_there_is_nothing_to_follow()
    {
        await using var empty = await Service.StartAsync();
        using var visitor = empty.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/plan/follow")).Status);
    }

    [Fact]
    public async Task The_address_stands_nowhere_in_clear()
    {
        await Follow(email: "markmail@mail.example");
        await _service.Given(Plan("Fit better locks"));
        await _service.TellFollowers();
        await _service.SendNotices();

        var follower = await _service.With<HearbackDb, Follower>(db => db.Followers.SingleAsync());
        var notices = await _service.With<HearbackDb, List<Notice>>(db => db.Notices.ToListAsync());
        Assert.All([follower.Content.Bytes, follower.Link, .. notices.Select(notice => notice.Content.Bytes)], bytes => Assert.DoesNotContain("markmail", Encoding.UTF8.GetString(bytes), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("markmail", _service.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static ActionPlan Plan(string locks) => APlan.Of(APlan.Action() with { Text = locks }, APlan.Action("lights") with { Text = "Mend the lights", Themes = ["Light"] });

    private async Task<Page> Wish(string of, string email)
    {
        using var visitor = _service.Visitor();
        return await visitor.Send(await visitor.Open($"/plan/follow?of={Uri.EscapeDataString(of)}"), ("Email", email));
    }

    /// <summary>Asks by the page, and gives the path of the link that comes by email.</summary>
    private async Task<string> Ask(string of = "plan", string email = Email)
    {
        Assert.Equal("Look into your email", (await Wish(of, email)).Heading);
        await _service.SendNotices();
        return _service.Letters.To(email)[^1].Path;
    }

    private async Task Follow(string of = "plan", string email = Email)
    {
        using var visitor = _service.Visitor();
        await visitor.Press(await visitor.Open(await Ask(of, email)), "Yes, send me these emails");
    }

    private async Task<IReadOnlyList<SentLetter>> News(string email = Email)
    {
        await _service.SendNotices();
        return [.. _service.Letters.To(email).Where(letter => letter.Subject == "The action plan has changed").OrderBy(letter => letter.Path)];
    }

    private Task<Follower> One() => _service.With<HearbackDb, Follower>(db => db.Followers.AsNoTracking().SingleAsync());

    private Task<int> Count() => _service.With<HearbackDb, int>(db => db.Followers.CountAsync());
}
