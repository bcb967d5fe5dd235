using Hearback.Places;
using Hearback.Tests.Support;

namespace Hearback.Tests.Places;

public sealed class GazetteerTests(GazetteerTests.SomersTown town) : IClassFixture<GazetteerTests.SomersTown>
{
    [Theory]
    [InlineData("Mayford Estate")]
    [InlineData("mayford")]
    [InlineData("mayf est")]
    [InlineData("estate MAYFORD")]
    [InlineData("Mayfords")] // another name people use
    [InlineData("NW1 1NX")]
    [InlineData("nw11nx")]
    [InlineData("nw1 1n")]
    public async Task A_place_is_found_by_any_of_its_words_and_by_its_postcode(string typed) => Assert.Contains("Mayford Estate", await Names(typed));

    [Theory]
    [InlineData("coopers lane")]
    [InlineData("Cooper's Lane")]
    [InlineData("COOPER’S")]
    public async Task An_apostrophe_makes_no_difference(string typed) => Assert.Contains("Cooper's Lane Estate", await Names(typed));

    [Theory]
    [InlineData("mayford elm")]
    [InlineData("ayford")]
    [InlineData("xyzzy")]
    [InlineData("%")]
    [InlineData("_ayford")]
    [InlineData("' OR 1=1")]
    [InlineData("")]
    [InlineData("🏠")]
    public async Task What_fits_no_place_finds_none(string typed) => Assert.Empty(await Names(typed));

    [Fact]
    public async Task The_list_ends_one_beyond_what_may_be_shown() => Assert.Equal(Gazetteer.Most + 1, (await Names("nw1")).Count);

    [Fact]
    public async Task An_endless_question_is_answered() => Assert.Empty(await Names(string.Join(' ', Enumerable.Repeat("word", 5000))));

    [Fact]
    public async Task The_nearest_place_of_the_pack_is_named_within_200_metres_only()
    {
        var near = await town.Service.With<Gazetteer, Place?>(places => places.NearestOfPackAsync(new Spot(529350, 183232), TestContext.Current.CancellationToken));
        var nowhere = await town.Service.With<Gazetteer, Place?>(places => places.NearestOfPackAsync(new Spot(400000, 300000), TestContext.Current.CancellationToken));

        Assert.Equal("mayford-estate", near?.Code);
        Assert.Null(nowhere);
    }

    [Fact]
    public async Task A_place_is_known_by_its_code() =>
        Assert.Equal("Elm Village", (await town.Service.With<Gazetteer, Place?>(places => places.ByCodeAsync("elm-village", TestContext.Current.CancellationToken)))?.Name);

    private async Task<List<string>> Names(string typed) =>
        [.. (await town.Service.With<Gazetteer, IReadOnlyList<Place>>(places => places.FindAsync(typed, TestContext.Current.CancellationToken))).Select(place => place.Name)];

    public sealed class SomersTown : IAsyncLifetime
    {
        public Service Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await Support.Service.StartAsync();

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
