using System.Text;
using Hearback.Notices;
using Hearback.Tests.Support;

namespace Hearback.Tests.Notices;

public sealed class MailWordsTests
{
    private const string Plain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
    private const string Page = "Content-Type: text/html; charset=utf-8\r\n\r\n";
    private const string Picture = "Content-Type: image/jpeg; name=stairs.jpg\r\nContent-Disposition: attachment; filename=stairs.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==";

    [Fact]
    public void The_subject_and_the_words_are_what_they_said() =>
        Assert.Equal("Stairs\n\nThey deal on our stairs again.", Of(AMail.Text()).Whole);

    [Fact]
    public void Some_people_write_only_the_subject() => Assert.Equal("Fire on the roof", Of(AMail.Text("", subject: "Fire on the roof")).Whole);

    [Theory]
    [InlineData("", null)]
    [InlineData(" \u200b\u00a0\r\n", "\u2800")]
    public void An_email_in_which_nothing_can_be_seen_has_no_words(string body, string? subject) => Assert.False(Of(AMail.Text(body, subject: subject)).Whole.ShowsSomething);

    [Fact]
    public void Right_to_left_text_and_emoji_stay_as_they_are() =>
        Assert.Equal("ضوضاء كل ليلة 🚬\nશું થયું", Of(AMail.Text("ضوضاء كل ليلة 🚬\nશું થયું")).Text);

    [Theory]
    [InlineData("windows-1252", new byte[] { 0x93, (byte)'k', 0xE9, 0x94 }, "“ké”")]
    [InlineData("iso-8859-6", new byte[] { 0xE6, 0xC7 }, "نا")]
    [InlineData("koi8-r", new byte[] { 0xD2, 0xC1 }, "ра")]
    public void Each_charset_is_read(string charset, byte[] body, string words)
    {
        var head = AMail.Text("", headers: [$"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: 8bit"]);

        Assert.Equal(words, MailWords.Of(AMail.Read([.. Encoding.ASCII.GetBytes(head), .. body])).Text);
    }

    [Fact]
    public void A_header_may_be_in_another_charset_too() =>
        Assert.Equal("“ké”", Of(AMail.Text(subject: "=?windows-1252?Q?=93k=E9=94?=")).Subject);

    [Theory]
    [InlineData("x-made-up")]
    [InlineData("utf-7")]
    [InlineData("")]
    public void An_unknown_charset_loses_nothing_that_can_be_read(string charset) =>
        Assert.Contains("the door", Of(AMail.Text("It is the door", headers: $"Content-Type: text/plain; charset={charset}")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(" ")]
    [InlineData(">")]
    [InlineData("\n")]
    [InlineData("<")]
    [InlineData("<p ")]
    [InlineData("track/link/")]
    public void A_million_signs_that_say_nothing_are_read_in_no_time(string sign)
    {
        var text = string.Concat(Enumerable.Repeat(sign, 900_000 / sign.Length)) + "end";
        var began = TimeProvider.System.GetTimestamp();

        Of(AMail.Text(text));
        Of(AMail.Text(text, headers: "Content-Type: text/html; charset=utf-8"));
        OwnWords.WithoutLetter($"Yes\n{text[..30_000]}\n> The patrol will come", "The patrol will come");

        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "It took too long");
    }

    [Fact]
    public void A_subject_without_end_is_cut() => Assert.InRange(Of(AMail.Text(subject: new string('a', 500_000))).Subject.Length, 2_000, 2_010);

    [Fact]
    public void Of_the_same_thing_said_twice_the_plain_words_count() =>
        Assert.Equal("Plainly", Of(AMail.Parts("alternative", Plain + "Plainly", Page + "<p>As a page</p>")).Text);

    [Fact]
    public void Where_the_plain_words_are_empty_the_page_counts() =>
        Assert.Equal("As a page", Of(AMail.Parts("alternative", Plain + " ", Page + "<p>As a page</p>")).Text);

    [Fact]
    public void Words_before_and_after_a_picture_are_both_kept_and_the_picture_is_counted()
    {
        var said = Of(AMail.Parts("mixed", Plain + "Before", Picture, Plain + "After"));

        Assert.Equal(("Before\n\nAfter", 1), (said.Text, said.Files.Count));
    }

    [Fact]
    public void The_emblem_in_a_signature_is_no_file_and_a_text_file_is() =>
        Assert.Single(Of(AMail.Parts("mixed",
            "Content-Type: multipart/related; boundary=in\r\n\r\n--in\r\n" + Page + "<p>Hello</p>\r\n--in\r\nContent-Type: image/png\r\nContent-ID: <emblem>\r\n\r\nx\r\n--in--",
            "Content-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nNotes")).Files);

    [Fact]
    public void A_page_is_read_as_its_words()
    {
        const string page = """
            <html><head><title>Not said</title><style>p { color: red }</style><script>alert(1)</script></head><body>
            <p>First&nbsp;line<br>second &amp; <b>third</b></p><!-- hidden --><ul><li>one</li><li>two</li></ul>
            <div>Seen <img alt="🙂" src="https://tracker.example/x.gif"></div><blockquote>Quoted</blockquote></body></html>
            """;

        Assert.Equal("First line\nsecond & third\n\n- one\n- two\n\nSeen 🙂\n> Quoted", Of(AMail.Text(page, headers: "Content-Type: text/html; charset=utf-8")).Text);
    }

    [Fact]
    public void Markup_nested_without_end_is_read_in_no_time()
    {
        var page = string.Concat(Enumerable.Repeat("<div><b><blockquote>", 45_000)) + "deep";

        Assert.EndsWith("deep", Of(AMail.Text(page, headers: "Content-Type: text/html; charset=utf-8")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapped_text_is_joined_as_its_sender_wrote_it() =>
        Assert.Equal("One long line", Of(AMail.Text("One \nlong \nline", headers: "Content-Type: text/plain; charset=utf-8; format=flowed")).Text);

    [Fact]
    public void Control_signs_are_left_out() => Assert.Equal("abc", Of(AMail.Text("a\u0000b\u001bc\uffff")).Text);

    [Theory]
    [InlineData("See https://hearback.example/track/link/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCde")]
    [InlineData("See https://safe.example/?url=https%3A%2F%2Fhearback.example%2Ftrack%2Flink%2FAbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCde&x=1")]
    public void A_link_by_which_its_reporter_returns_is_made_useless(string words) =>
        Assert.DoesNotContain("AbCdEf", Of(AMail.Text(words)).Text, StringComparison.Ordinal);

    [Fact]
    public void What_is_far_too_long_is_cut_and_says_so()
    {
        var said = Of(AMail.Text(string.Concat(Enumerable.Repeat("🚬", 40_000))));

        Assert.EndsWith("🚬\n\n(…)", said.Text, StringComparison.Ordinal);
        Assert.InRange(said.Text.Length, MailWords.Longest - 10, MailWords.Longest + 10);
    }

    [Theory]
    [InlineData("Rosa\u202e dleiF\r\n Bcc: victim@mail.example", "Rosa dleiF  Bcc: victim@mail.example")]
    [InlineData(null, "")]
    public void A_header_is_one_line_in_which_nothing_turns(string? header, string line) => Assert.Equal(line, MailWords.Line(header));

    private static MailWords Of(string text) => MailWords.Of(AMail.Read(text));
}
