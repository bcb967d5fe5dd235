namespace Hearback.Places;

/// <summary>
/// A position as phones and web maps give it, in degrees. The way to the British National Grid and back is the one of the Ordnance Survey's
/// "A guide to coordinate systems in Great Britain": a Helmert transform of seven parameters, good to about five metres.
/// </summary>
public readonly record struct Wgs84(double Longitude, double Latitude)
{
    // WGS84's ellipsoid, and Airy's of 1830 on which the grid lies.
    private const double A = 6378137.0, B = 6356752.314245, AiryA = 6377563.396, AiryB = 6356256.909;
    private const double Scale = 0.9996012717, OriginLatitude = 49 * Radian, OriginLongitude = -2 * Radian, FalseEasting = 400_000, FalseNorthing = -100_000;
    private const double Radian = Math.PI / 180, Second = Radian / 3600;
    private const double MetresOfADegree = 111_320;

    /// <summary>True of a place that the grid covers: Great Britain and its shores.</summary>
    public bool IsOnGrid => Longitude is > -9 and < 3 && Latitude is > 49 and < 61;

    public Spot Spot
    {
        get
        {
            var (easting, northing) = Grid;
            return new((int)Math.Round(easting), (int)Math.Round(northing));
        }
    }

    /// <summary>Metres on the grid, not yet rounded.</summary>
    public (double Easting, double Northing) Grid => Project(OnAiry());

    /// <summary>Walks to the position whose spot this is: each step leaves less than a hundredth of what was wrong.</summary>
    public static Wgs84 Of(Spot spot)
    {
        var at = new Wgs84(-2 + ((spot.Easting - FalseEasting) / (MetresOfADegree * Math.Cos(53 * Radian))), 49 + ((spot.Northing - FalseNorthing) / MetresOfADegree));
        for (var step = 0; step < 8; step++)
        {
            var (easting, northing) = at.Grid;
            at = new(at.Longitude + ((spot.Easting - easting) / (MetresOfADegree * Math.Cos(at.Latitude * Radian))), at.Latitude + ((spot.Northing - northing) / MetresOfADegree));
        }

        return at;
    }

    /// <summary>Latitude and longitude on Airy's ellipsoid, in radians.</summary>
    private (double Latitude, double Longitude) OnAiry()
    {
        const double scale = 1 + 20.4894e-6, rx = -0.1502 * Second, ry = -0.2470 * Second, rz = -0.8421 * Second;
        var (latitude, longitude) = (Latitude * Radian, Longitude * Radian);
        var across = A / Math.Sqrt(1 - (Eccentricity(A, B) * Math.Pow(Math.Sin(latitude), 2)));
        var (x, y, z) = (across * Math.Cos(latitude) * Math.Cos(longitude), across * Math.Cos(latitude) * Math.Sin(longitude), across * (1 - Eccentricity(A, B)) * Math.Sin(latitude));
        var (x2, y2, z2) = (-446.448 + (scale * x) - (rz * y) + (ry * z), 125.157 + (rz * x) + (scale * y) - (rx * z), -542.060 - (ry * x) + (rx * y) + (scale * z));

        var e2 = Eccentricity(AiryA, AiryB);
        var flat = Math.Sqrt((x2 * x2) + (y2 * y2));
        latitude = Math.Atan2(z2, flat * (1 - e2));
        for (var step = 0; step < 5; step++)
        {
            var radius = AiryA / Math.Sqrt(1 - (e2 * Math.Pow(Math.Sin(latitude), 2)));
            latitude = Math.Atan2(z2 + (e2 * radius * Math.Sin(latitude)), flat);
        }

        return (latitude, Math.Atan2(y2, x2));
    }

    private static (double Easting, double Northing) Project((double Latitude, double Longitude) at)
    {
        var (sin, cos, tan2) = (Math.Sin(at.Latitude), Math.Cos(at.Latitude), Math.Pow(Math.Tan(at.Latitude), 2));
        var e2 = Eccentricity(AiryA, AiryB);
        var nu = AiryA * Scale / Math.Sqrt(1 - (e2 * sin * sin));
        var rho = AiryA * Scale * (1 - e2) / Math.Pow(1 - (e2 * sin * sin), 1.5);
        var eta2 = (nu / rho) - 1;
        var p = at.Longitude - OriginLongitude;
        var north = Meridian(at.Latitude) + FalseNorthing + (nu / 2 * sin * cos * p * p) + (nu / 24 * sin * Math.Pow(cos, 3) * (5 - tan2 + (9 * eta2)) * Math.Pow(p, 4))
            + (nu / 720 * sin * Math.Pow(cos, 5) * (61 - (58 * tan2) + (tan2 * tan2)) * Math.Pow(p, 6));
        var east = FalseEasting + (nu * cos * p) + (nu / 6 * Math.Pow(cos, 3) * ((nu / rho) - tan2) * Math.Pow(p, 3))
            + (nu / 120 * Math.Pow(cos, 5) * (5 - (18 * tan2) + (tan2 * tan2) + (14 * eta2) - (58 * tan2 * eta2)) * Math.Pow(p, 5));
        return (east, north);
    }

    /// <summary>How far a latitude lies from the grid's origin along the meridian.</summary>
    private static double Meridian(double latitude)
    {
        const double n = (AiryA - AiryB) / (AiryA + AiryB);
        var (less, more) = (latitude - OriginLatitude, latitude + OriginLatitude);
        return AiryB * Scale * (((1 + n + (1.25 * n * n) + (1.25 * n * n * n)) * less) - (((3 * n) + (3 * n * n) + (2.625 * n * n * n)) * Math.Sin(less) * Math.Cos(more))
            + (((1.875 * n * n) + (1.875 * n * n * n)) * Math.Sin(2 * less) * Math.Cos(2 * more)) - (35 / 24.0 * n * n * n * Math.Sin(3 * less) * Math.Cos(3 * more)));
    }

    private static double Eccentricity(double a, double b) => 1 - (b * b / (a * a));
}
