using Hearback.Notices;

namespace Hearback.Tests.Notices;

public sealed class OwnWordsTests
{
    private const string Letter = """
        Sam, Community Safety wrote about your report HB-7Q4-M2X:

        The patrol will come on Friday evening. Has it got quieter?

        To answer, open this link:
        https://hearback.example/track/link/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCde

        The link works once. You can ask for a new one on the same page.
        """;

    [Theory]
    [InlineData("On Mon, 1 Jun 2026 at 10:02, Hearback <hearback@hearback.example> wrote:\n\n")]
    [InlineData("On Mon, 1 Jun 2026 at 10:02, Hearback\n<hearback@hearback.example> wrote:\n\n")]
    [InlineData("Le lun. 1 juin 2026 à 10:02, Hearback a écrit :\n")]
    [InlineData("")]
    public void The_letter_under_their_words_is_cut_away(string head) =>
        Assert.Equal("Yes, thank you.", OwnWords.WithoutLetter("Yes, thank you.\n\n" + head + Quoted(), Letter));

    [Fact]
    public void It_is_known_by_its_words_where_nothing_marks_it() =>
        Assert.Equal("Yes, thank you.", OwnWords.WithoutLetter(
            "Yes, thank you.\n\n________________________________\nFrom: Hearback <hearback@hearback.example>\nSent: 01 June 2026 10:02\nTo: Rosa Field\nSubject: There is an update\n\n" + Letter, Letter));

    [Fact]
    public void Programs_may_break_its_lines_anew() =>
        Assert.Equal("Yes.", OwnWords.WithoutLetter("Yes.\n" + Quoted().Replace("on Friday evening", "on\n> Friday evening", StringComparison.Ordinal), Letter));

    [Fact]
    public void What_they_wrote_between_our_lines_keeps_all_of_it()
    {
        var text = "See below.\n\n" + Quoted().Replace("> To answer", "No, it is louder.\n> To answer", StringComparison.Ordinal);

        Assert.Contains("No, it is louder.", OwnWords.WithoutLetter(text, Letter), StringComparison.Ordinal);
        Assert.Contains("Friday", OwnWords.WithoutLetter(text, Letter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("They wrote this to me:\n> I will get you\n> and your dog")]
    [InlineData("Thank you")]
    [InlineData("On Friday at 10:30 they came again")]
    public void What_is_not_our_letter_stays(string text) => Assert.Equal(text, OwnWords.WithoutLetter(text, Letter));

    [Fact]
    public void Their_own_last_line_stays_above_ours() =>
        Assert.Equal("It was loud.\n\nFriday evening.", OwnWords.WithoutLetter("It was loud.\n\nFriday evening.\n\n" + Quoted(), Letter));

    [Fact]
    public void An_email_that_is_only_our_letter_stays() => Assert.Equal(Quoted(), OwnWords.WithoutLetter(Quoted(), Letter));

    [Theory]
    [InlineData("It is loud.\n-- \nRosa Field\n1 Made Up Road", "It is loud.")]
    [InlineData("It is loud.\n-- \n1\n2\n3\n4\n5\n6\n7\n8\n9", "It is loud.\n-- \n1\n2\n3\n4\n5\n6\n7\n8\n9")]
    [InlineData("-- \nRosa Field", "-- \nRosa Field")]
    [InlineData("It is loud --\nevery night", "It is loud --\nevery night")]
    public void A_short_signature_is_cut_away(string text, string kept) => Assert.Equal(kept, OwnWords.WithoutSignature(text));

    private static string Quoted() => string.Join('\n', Letter.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}"));
}
