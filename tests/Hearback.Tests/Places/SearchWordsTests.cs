using Hearback.Places;

namespace Hearback.Tests.Places;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Cooper's Lane Estate", "coopers lane estate")]
    [InlineData("St. Mary’s Flats", "st marys flats")]
    [InlineData("  King's   Cross/St Pancras ", "kings cross st pancras")]
    [InlineData("Café Zoë", "cafe zoe")]
    [InlineData("ŁÓDŹ Façade Ångström", "lodz facade angstrom")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("NW1 1HJ", "nw1 1hj")]
    [InlineData("সোমার্স টাউন", null)]
    [InlineData("🏠", "")]
    [InlineData("", "")]
    public void Words_are_small_letters_without_accents_or_apostrophes(string name, string? words)
    {
        var split = SearchWords.Split(name);

        if (words is null) { Assert.NotEmpty(split); }
        else { Assert.Equal(words, string.Join(' ', split)); }
    }

    [Fact]
    public void A_postcode_is_kept_with_and_without_its_space() => Assert.Equal(["1hj", "nw1", "nw11hj"], SearchWords.Of(["NW1 1HJ"]));

    [Fact]
    public void An_endless_word_is_cut() => Assert.All(SearchWords.Split(new string('a', 10_000)), word => Assert.InRange(word.Length, 1, 60));
}
