using Hearback.Notices;
using Hearback.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Hearback.Tests.Notices;

/// <summary>People are told that they can write and answer by email when a mailbox is read, and only then.</summary>
public sealed class OurMailboxTests : IAsyncLifetime
{
    private const string How = "You can also answer this email";
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(adjust: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Inbox:Host"] = "mail.example",
        ["Inbox:User"] = "hearback",
        ["Inbox:Password"] = "a password",
        ["Notices:From"] = "tell-us@somers.example",
    }));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Reporters_read_at_the_end_of_each_letter_that_an_answer_reaches_us()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.Work(reference, (report, desk) => report.Reply("The patrol will come on Friday", A.Officer(), desk));
        await _service.SendNotices();

        var letters = _service.Letters.To("rosa@mail.example");
        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.EndsWith($"{How}: what you write reaches the team, and stands on the same page.", letter.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(_service.Letters.To("community-safety@camden.example"), letter => letter.Text.Contains(How, StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_a_confidential_reporter_it_says_that_the_answer_stays_in_their_mailbox_and_not_what_it_is_about()
    {
        await _service.Given(A.ConfidentialAnswers());
        await _service.SendNotices();

        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"));
        Assert.EndsWith($"{How}: what you write reaches us. Your answer stays in your mailbox too, for whoever can open it.", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("report", letter.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_an_answer_that_quotes_such_a_letter_only_the_answer_is_kept()
    {
        var reference = await _service.Given(A.NamedAnswers());
        await _service.SendNotices();
        var letter = Assert.Single(_service.Letters.To("rosa@mail.example"));

        await _service.Take(AMail.Text("It is quieter now.\n\n" + string.Join('\n', letter.Text.Split('\n').Select(line => $"> {line}")), headers: [$"In-Reply-To: <{Notice.NameOf(letter.Id):N}@somers.example>"]));

        var report = await _service.Read(reference);
        Assert.Equal("It is quieter now.", report.Thread.MaxBy(entry => entry.Number)!.OpenWords(await _service.KeyOf(report)));
    }

    [Theory]
    [InlineData("/report")]
    [InlineData("/services")]
    public async Task The_address_stands_where_people_look_how_to_tell_us(string path)
    {
        var page = await _service.Visitor().Open(path);

        Assert.Equal("tell-us@somers.example", Assert.Single(page.Document.QuerySelectorAll("main a[href='mailto:tell-us@somers.example']")).TextContent);
        if (path is "/report") { Assert.Contains("it cannot be anonymous", page.Text, StringComparison.Ordinal); }
    }

    [Fact]
    public async Task While_no_mailbox_is_read_nothing_is_said()
    {
        await using var service = await Service.StartAsync();
        await service.Given(A.NamedAnswers());
        await service.SendNotices();

        Assert.DoesNotContain(How, Assert.Single(service.Letters.To("rosa@mail.example")).Text, StringComparison.Ordinal);
        foreach (var path in (string[])["/report", "/services"]) { Assert.DoesNotContain("hearback@hearback.example", (await service.Visitor().Open(path)).Html, StringComparison.Ordinal); }
    }
}
