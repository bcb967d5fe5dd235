using Hearback.Data;
using Hearback.Places;
using Hearback.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Tests.Places;

public sealed class ImportPlacesTests : IAsyncLifetime
{
    private Service _service = null!;
    private readonly List<int> _told = [];
    private string _file = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _file = Path.Combine(_service.Folder, "gazetteer.csv");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Postcodes_are_found_after_the_places_of_the_pack()
    {
        Write("postcode,easting,northing,ward_code", "NW1 1NX,529348,183230,E05000143", "NW1 9ZZ,529000,183000,");
        Assert.Equal(2, await Import());

        Assert.Equal(["NW1 9ZZ"], await Find("nw19zz"));
        Assert.Equal("NW1 1NX", (await Find("nw1 1nx"))[^1]);
        Assert.NotEqual("NW1 1NX", (await Find("nw1 1nx"))[0]);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        Write("postcode,easting,northing,ward_code", "NW1 9ZZ,529000,183000,E05000143");
        Assert.Equal(1, await Import());
        Assert.Equal(1, await Import());
        Assert.Single(await Find("nw1 9zz"));
    }

    [Fact]
    public async Task Open_Names_brings_streets_stations_and_postcodes_and_leaves_the_rest()
    {
        Write(OpenName("osgb1", "Zebedee Row", "Named Road", "529000.5", "183000"), OpenName("osgb2", "Zebedee Hill", "Hill Or Mountain", "1", "1"),
            OpenName("osgb3", "Zebedee", "Railway Station", "529100", "183100"));

        Assert.Equal(2, await Import());
        Assert.Equal(["Zebedee", "Zebedee Row"], await Find("zebedee"));
    }

    [Theory]
    [InlineData("NW1 9ZZ,529000,north,E05000143", "easting and northing must be metres on the British National Grid")]
    [InlineData("NW1 9ZZ,-1,183000,E05000143", "easting and northing must be metres on the British National Grid")]
    [InlineData(",529000,183000,E05000143", "the postcode must have 1 to 10 characters")]
    [InlineData("NW1 9ZZ 9ZZ,529000,183000,E05000143", "the postcode must have 1 to 10 characters")]
    [InlineData("NW1 9ZZ,529000,183000,E05000143 of St Pancras", "the code of the ward must have 1 to 20 characters")]
    [InlineData("NW1 \"9ZZ,529000,183000,E05000143", "a quotation mark stands where none may be")]
    public async Task A_wrong_row_is_named_and_nothing_is_taken_over(string row, string why)
    {
        Write("postcode,easting,northing,ward_code", "NW1 9ZY,529000,183000,E05000143", row);

        Assert.Equal($"Line 3: {why}", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
        Assert.Empty(await Find("nw1 9zy"));
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", "The first line must name the columns postcode, easting, northing and ward_code, or the file must be OS Open Names")]
    [InlineData("", "The file is empty")]
    public async Task A_file_of_another_kind_is_refused(string text, string why)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        Assert.Equal(why, (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused() => Assert.Equal("There is no such file", (await Assert.ThrowsAsync<RefusedException>(Import)).Message);

    [Fact]
    public async Task The_postcodes_of_Camden_can_be_taken_over()
    {
        if (Repository.Postcodes is { } camden) { _file = camden; }
        else { Write(["postcode,easting,northing,ward_code", .. Enumerable.Range(0, 3000).Select(n => $"NW{n / 100} {n % 10}{(char)('A' + (n / 10 % 10))}Z,{529000 + n},{183000 + n},E05000143")]); }

        var count = await Import();

        Assert.InRange(count, 3000, 100_000);
        Assert.Equal(2000, _told[0]);
        Assert.Equal(count, _told[^1]);
        Assert.Equal(count, await Import());
        Assert.NotEmpty(await Find("nw1"));
        Assert.Equal(count, await _service.With<HearbackDb, int>(db => db.Places.CountAsync(place => place.Postcode != null && !place.OfPack)));
    }

    private static string OpenName(string id, string name, string type, string easting, string northing) =>
        string.Join(',', Enumerable.Range(0, 34).Select(column => column switch { 0 => id, 2 => name, 7 => type, 8 => easting, 9 => northing, _ => "" }));

    private void Write(params string[] lines) => File.WriteAllLines(_file, lines);

    private Task<int> Import() => _service.With<ImportPlaces, int>(import => import.FromAsync(_file, new Telling(_told), TestContext.Current.CancellationToken));

    private async Task<List<string>> Find(string typed) =>
        [.. (await _service.With<Gazetteer, IReadOnlyList<Place>>(places => places.FindAsync(typed, TestContext.Current.CancellationToken))).Select(place => place.Name)];

    private sealed class Telling(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}
