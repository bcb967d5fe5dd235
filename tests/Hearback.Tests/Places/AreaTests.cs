using System.Globalization;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Places;

public sealed class AreaTests : IAsyncLifetime
{
    private const string SquareWithAHole = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E05000143","name":"Small"},"geometry":{"type":"Polygon","coordinates":[[[529000,183000],[529200,183000],[529200,183200],[529000,183200],[529000,183000]],[[529080,183080],[529120,183080],[529120,183120],[529080,183120],[529080,183080]]]}}]}""";
    private Service _service = null!;
    private string _file = "";

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        _file = Path.Combine(_service.Folder, "base.geojson");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Almost_every_place_of_the_pack_lies_in_the_ward_that_the_map_draws_round_it()
    {
        var map = await Map();
        var places = PackFiles.Read(Repository.Pack).Places;

        var wrong = places.Where(place => map.WardAt(place.Spot) != place.Ward).Select(place => place.Name).ToList();

        Assert.InRange(wrong.Count, 0, places.Count / 20);
        Assert.All(places, place => Assert.Equal(false, map.IsBeyond(place.Spot)));
    }

    [Theory]
    [InlineData(531650, 184500, "islington")] // Upper Street
    [InlineData(528300, 181800, "westminster")] // Marylebone High Street
    [InlineData(532500, 181200, "city-of-london")] // Guildhall
    [InlineData(531000, 104000, null)] // Brighton
    public async Task A_spot_beyond_the_edge_belongs_to_a_neighbour_if_the_pack_knows(int easting, int northing, string? whose)
    {
        var map = await Map();
        var spot = new Spot(easting, northing);

        Assert.Equal(true, map.IsBeyond(spot));
        Assert.Equal(whose, OutsideArea.Of(spot, map.WardAt(spot), map, _service.Pack)!.Whose?.Code);
    }

    [Fact]
    public async Task No_postcode_of_the_borough_is_told_that_it_lies_outside()
    {
        if (Repository.Postcodes is not { } file) { return; }

        var map = await Map();
        var spots = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(cells => new Spot(int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture)));

        Assert.DoesNotContain(spots, spot => map.IsBeyond(spot) is true);
    }

    [Fact]
    public async Task Wards_that_are_imported_stand_for_those_of_the_pack_and_a_hole_in_one_is_none_of_it()
    {
        await File.WriteAllTextAsync(_file, SquareWithAHole, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Import())[ShapeKind.Ward]);
        var map = await Map();

        Assert.Equal(A.SomersTown, map.WardAt(new(529050, 183050)));
        Assert.Null(map.WardAt(new(529100, 183100)));
        Assert.Null(map.WardAt(new(529348, 183230)));
        Assert.Contains(map.Shapes, shape => shape.Kind is ShapeKind.Street);
    }

    [Fact]
    public async Task Output_areas_and_wards_of_the_census_can_be_taken_over()
    {
        if (Repository.Postcodes is not { } postcodes) { return; }

        var folder = Path.GetDirectoryName(postcodes)!;
        _file = Path.Combine(folder, "output-areas-somers-town-2011.geojson");
        Assert.Equal(159, (await Import())[ShapeKind.Block]);
        _file = Path.Combine(folder, "wards-camden-2002.geojson");
        Assert.Equal(18, (await Import())[ShapeKind.Ward]);

        Assert.Equal(A.SomersTown, (await Map()).WardAt(new(529739, 182998)));
    }

    [Theory]
    [InlineData("{", "Line 1: this is not GeoJSON")]
    [InlineData("[]", "The file must be a GeoJSON FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "The file has no features")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}""", "Feature 1: it has no geometry")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[0,51]}}]}""", "Feature 1: its geometry must be a Polygon, a MultiPolygon, a LineString or a MultiLineString")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString","coordinates":[[0,51],[0.1,51]]}},{"geometry":{"type":"LineString","coordinates":[[51,0],[51,0.1]]}}]}""", "Feature 2: a position must be longitude and latitude in Great Britain, or metres on the British National Grid")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[0,51],[0.1,51],[0.1,51.1],[0,51.1]]]}}]}""", "Feature 1: an area must end where it begins")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString","coordinates":[[0,51]]}}]}""", "Feature 1: a line needs at least two positions")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"LineString","coordinates":"here"}}]}""", "Feature 1: its coordinates cannot be read")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"kind":"ward"},"geometry":{"type":"LineString","coordinates":[[0,51],[0.1,51]]}}]}""", "Feature 1: a ward cannot be drawn as a LineString")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"kind":"moon"},"geometry":{"type":"LineString","coordinates":[[0,51],[0.1,51]]}}]}""", "Feature 1: kind must be one of limit, ward, neighbour, block, park, water, street, railway")]
    public async Task A_file_that_is_wrong_is_refused_by_name_and_changes_nothing(string text, string why)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        Assert.Equal(why, (await Assert.ThrowsAsync<RefusedException>(Import)).Message);
        Assert.Equal(_service.Pack.Area.Count, (await Map()).Shapes.Count);
    }

    [Fact]
    public void A_pack_with_a_map_is_written_and_read_back_as_the_same()
    {
        var (pack, folder) = (PackFiles.Read(Repository.Pack), Path.Combine(_service.Folder, "copy"));

        PackFiles.Write(folder, pack);
        var again = PackFiles.Read(folder).Pack;

        Assert.Equal(pack.Pack.Neighbours.Select(neighbour => (neighbour.Code, neighbour.Phone, neighbour.Site)), again.Neighbours.Select(neighbour => (neighbour.Code, neighbour.Phone, neighbour.Site)));
        Assert.Equal(PackVersion.HashOf(pack.Pack), PackVersion.HashOf(again));
    }

    [Theory]
    [InlineData("ec1v 4nb", "EC1V 4NB")]
    [InlineData(" N16DP ", "N1 6DP")]
    [InlineData("N1", null)]
    [InlineData("Mayford Estate", null)]
    [InlineData("", null)]
    public void A_whole_postcode_is_known_by_its_form(string typed, string? postcode) => Assert.Equal(postcode, Postcode.Read(typed)?.ToString());

    private Task<IReadOnlyDictionary<ShapeKind, int>> Import() => _service.With<ImportBase, IReadOnlyDictionary<ShapeKind, int>>(import => import.FromAsync(_file, TestContext.Current.CancellationToken));

    private Task<AreaMap> Map() => _service.With<HearbackDb, AreaMap>(async db => await _service.App.Services.GetRequiredService<CurrentArea>().NowAsync(db, TestContext.Current.CancellationToken));
}
