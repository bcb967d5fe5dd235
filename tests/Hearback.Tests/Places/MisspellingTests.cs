using System.Text;
using Hearback.Places;

namespace Hearback.Tests.Places;

public sealed class MisspellingTests(GazetteerTests.SomersTown town) : IClassFixture<GazetteerTests.SomersTown>
{
    [Theory]
    [InlineData("Ossullston Street", "Ossulston Street")] // a letter too many
    [InlineData("Osulston Street", "Ossulston Street")] // one too few
    [InlineData("Eversholdt Sreet", "Eversholt Street")] // two words wrong
    [InlineData("Wherrington Street", "Werrington Street")]
    [InlineData("Cranliegh", "Cranleigh Street")] // two in each other's place
    [InlineData("Mayfrod Estate", "Mayford Estate")]
    [InlineData("Crowndael Rd", "Crowndale Road")] // and shortened
    public async Task A_name_with_a_small_error_is_found(string typed, string name) => Assert.Contains(name, await Names(typed));

    [Fact]
    public async Task What_is_spelled_right_is_not_mixed_with_what_is_nearly_so()
    {
        Assert.Equal(["Platt Street"], await Names("Platt Street"));
        Assert.All(await Names("Ossulston"), name => Assert.Contains("Ossulston", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NW1 1NZ")] // another postcode is another place
    [InlineData("Elk Village")] // too short to guess
    [InlineData("Maiferd Estate")]
    [InlineData("Dayford Estate")] // people rarely miss the first letter
    public async Task What_is_farther_off_is_not_guessed(string typed) => Assert.Empty(await Names(typed));

    [Theory]
    [InlineData("mayford", "mayford", 0)]
    [InlineData("mayford", "mayfrod", 1)]
    [InlineData("mayford", "mayfor", 1)]
    [InlineData("mayford", "maiferd", 2)]
    [InlineData("ossulston", "ossulton", 1)]
    public void Errors_are_counted_as_people_make_them(string right, string typed, int errors)
    {
        Assert.True(Misspelling.IsWithin(errors, Encoding.UTF8.GetBytes(typed), Encoding.UTF8.GetBytes(right)));
        if (errors > 0) { Assert.False(Misspelling.IsWithin(errors - 1, Encoding.UTF8.GetBytes(typed), Encoding.UTF8.GetBytes(right))); }
    }

    private async Task<List<string>> Names(string typed) =>
        [.. (await town.Service.With<Gazetteer, IReadOnlyList<Place>>(places => places.FindAsync(typed, TestContext.Current.CancellationToken))).Select(place => place.Name)];
}
