using Hearback.Places;

namespace Hearback.Tests.Places;

public sealed class Wgs84Tests
{
    [Fact]
    public void The_check_value_lies_where_the_data_says()
    {
        var (easting, northing) = new Wgs84(-0.131, 51.531).Grid;

        Assert.Equal(529739.65, easting, tolerance: 0.01);
        Assert.Equal(182998.83, northing, tolerance: 0.01);
    }

    [Theory]
    [InlineData(529348, 183230)]
    [InlineData(91492, 11318)] // Scilly
    [InlineData(466200, 1214000)] // Unst
    public void The_way_to_the_grid_and_back_ends_where_it_began(int easting, int northing) =>
        Assert.Equal(new Spot(easting, northing), Wgs84.Of(new(easting, northing)).Spot);

    [Theory]
    [InlineData(-0.131, 51.531, true)]
    [InlineData(2.35, 48.85, false)] // Paris
    [InlineData(51.531, -0.131, false)] // the two in each other's place
    public void The_grid_covers_Great_Britain(double longitude, double latitude, bool covers) => Assert.Equal(covers, new Wgs84(longitude, latitude).IsOnGrid);
}
