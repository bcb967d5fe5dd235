using System.IO.Compression;
using System.Text;
using Hearback.Pictures;
using Hearback.Tests.Support;
using NetVips;

namespace Hearback.Tests.Pictures;

public sealed class CleanPicturesTests : IDisposable
{
    private const string Broken = "The picture is broken and cannot be opened. Choose another one";
    private const string NoPicture = "This is not a picture that we can take. Choose a JPEG, PNG or WebP picture";
    private const string TooMany = "The picture has too many pixels. Save it smaller, or take a screenshot of it, and choose that";
    private const string SomethingElse = "This file is a picture and something else in one. Choose the picture as your phone or camera took it";

    private readonly CleanPictures _clean = new();

    public void Dispose() => _clean.Dispose();

    [Fact]
    public async Task Nothing_that_a_phone_wrote_into_a_picture_survives()
    {
        var taken = APicture.OfAPhone();
        using var before = Image.NewFromBuffer(taken);
        // The picture is what we say it is: its place, its maker's notes and its small first picture can be read.
        Assert.All(["exif-ifd3-GPSLatitude", "exif-ifd2-MakerNote", "exif-ifd0-Artist", "jpeg-thumbnail-data", "xmp-data", "iptc-data"], field => Assert.True(before.Contains(field), $"{field} is not there"));
        Assert.Equal(12, Marks(taken));

        var jpeg = await Clean(taken);

        using var after = Image.NewFromBuffer(jpeg);
        Assert.DoesNotContain(after.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal) || field.EndsWith("-data", StringComparison.Ordinal) || field.StartsWith("jpeg-thumbnail", StringComparison.Ordinal));
        Assert.Equal(0, Marks(jpeg));
        Assert.Equal(["DB", "C0", "C4", "DA"], Segments(jpeg).Distinct());
        Assert.True(jpeg.AsSpan().EndsWith<byte>([0xFF, 0xD9]));
    }

    [Theory]
    [InlineData(1, 300, 200)]
    [InlineData(3, 300, 200)]
    [InlineData(6, 200, 300)]
    [InlineData(8, 200, 300)]
    public async Task A_picture_is_upright_however_the_phone_was_held(int orientation, int width, int height)
    {
        using var upright = Image.NewFromBuffer(await Clean(APicture.OfAPhone(orientation)));

        Assert.Equal((width, height), (upright.Width, upright.Height));
        // Where the red half, which was above in the file, is now.
        var (x, y) = orientation switch { 1 => (150, 20), 3 => (150, 180), 6 => (180, 150), _ => (20, 150) };
        Assert.InRange(upright[x, y][0], 190, 255);
    }

    [Theory]
    [InlineData(4000, 3000, 2000, 1500)]
    [InlineData(1500, 4500, 667, 2000)]
    [InlineData(640, 480, 640, 480)]
    public async Task A_large_picture_is_made_smaller_and_a_small_one_stays(int width, int height, int newWidth, int newHeight)
    {
        using var picture = Image.NewFromBuffer(await Clean(APicture.Jpeg(width, height)));

        Assert.Equal((newWidth, newHeight), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task A_PNG_or_WebP_becomes_a_JPEG_too()
    {
        foreach (var picture in new[] { APicture.Png(), APicture.WebP() })
        {
            using var clean = Image.NewFromBuffer(await Clean(picture));
            Assert.Equal("jpegload_buffer", clean.Get("vips-loader"));
            Assert.InRange(clean[150, 20][0], 190, 255);
            Assert.InRange(clean[150, 180][2], 190, 255);
        }
    }

    [Fact]
    public async Task What_was_see_through_is_white()
    {
        using var clear = APicture.Of(60, 60).Bandjoin([0]);

        using var clean = Image.NewFromBuffer(await Clean(clear.PngsaveBuffer()));

        Assert.All(clean[30, 10], part => Assert.InRange(part, 250, 255));
    }

    [Fact]
    public async Task Of_a_moving_picture_the_first_frame_is_kept()
    {
        using var frames = APicture.Of(60, 120).Mutate(frames => frames.Set(GValue.GIntType, "page-height", 60));
        using var moving = Image.NewFromBuffer(frames.WebpsaveBuffer(lossless: true), kwargs: new() { { "n", -1 } });
        Assert.Equal(120, moving.Height);

        using var clean = Image.NewFromBuffer(await Clean(frames.WebpsaveBuffer(lossless: true)));

        Assert.Equal((60, 60), (clean.Width, clean.Height));
        Assert.InRange(clean[30, 30][0], 190, 255);
    }

    [Fact]
    public async Task What_is_behind_a_picture_is_left_behind()
    {
        var jpeg = await Clean([.. APicture.Jpeg(), .. "MarkBehind"u8]);

        Assert.Equal(0, Marks(jpeg));
    }

    public static TheoryData<string, byte[]> Others() => new()
    {
        { SomethingElse, [.. APicture.Jpeg(), .. Zip("")] },
        { SomethingElse, [.. APicture.Png(), .. Zip("with a comment behind")] },
        { SomethingElse, [0xFF, 0xD8, 0xFF, 0xFE, 0, 13, .. "%PDF-1.7 ab"u8, .. APicture.Jpeg()[2..]] },
        { SomethingElse, [0xFF, 0xD8, 0xFF, 0xFE, 0, 12, .. "<HTML><a/>"u8, .. APicture.Jpeg()[2..]] },
        { SomethingElse, [.. APicture.WebP(), .. "Rar!"u8, 0x1A, 7, 0] },
        { NoPicture, [.. "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8] },
        { NoPicture, [.. "%PDF-1.7"u8] },
        { NoPicture, [.. "GIF89a"u8, .. new byte[20]] },
        { NoPicture, [.. "II*\0"u8, .. new byte[60]] },
        { NoPicture, [0xFF] },
        { NoPicture, Zip("") },
        { "This file is empty. Choose another one", [] },
        { "The picture must be smaller than 15 MB", [.. APicture.Jpeg(), .. new byte[CleanPictures.LongestFile]] },
        { "This picture is in the HEIC format, which we cannot read. Take a screenshot of it and choose that. For new pictures choose ‘Most Compatible’ in the camera’s settings", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[40]] },
        { TooMany, APicture.PngThatClaims(100_000, 100_000) },
        { TooMany, APicture.PngThatClaims(10_001, 5000) },
        { TooMany, APicture.Of(5000, 4000).JpegsaveBuffer(interlace: true) },
        { TooMany, APicture.WebP(5000, 4000) },
        { Broken, APicture.PngThatClaims(300, 5000) },
        { Broken, APicture.Jpeg()[..^400] },
        { Broken, APicture.Png()[..60] },
        { Broken, APicture.WebP()[..^20] },
        { Broken, [0xFF, 0xD8, 0xFF, 0xE0, .. "this is a text"u8] },
        { Broken, [.. "RIFF"u8, 8, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[8]] },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_picture_or_more_than_one_is_refused_in_words(string words, byte[] file)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Clean(file));

        Assert.Equal(words, refused.Message);
    }

    [Fact]
    public async Task A_picture_of_48_million_pixels_is_taken()
    {
        using var picture = Image.NewFromBuffer(await Clean(APicture.Jpeg(8000, 6000)));

        Assert.Equal(2000, picture.Width);
    }

    [Fact]
    public async Task The_library_reads_nothing_but_these_three_formats()
    {
        await Clean(APicture.Jpeg());

        Assert.Throws<VipsException>(() => Image.NewFromBuffer("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8));
        Assert.Throws<VipsException>(() => Image.NewFromBuffer(APicture.Of(9, 9).GifsaveBuffer()));
        Assert.Throws<VipsException>(() => Image.NewFromBuffer(APicture.Of(9, 9).TiffsaveBuffer()));
    }

    private async Task<byte[]> Clean(byte[] file) => (await _clean.CleanAsync(file, TestContext.Current.CancellationToken)).Jpeg;

    private static int Marks(byte[] file) => Encoding.Latin1.GetString(file).Split("Mark").Length - 1;

    /// <summary>The markers before the pixels.</summary>
    private static IEnumerable<string> Segments(byte[] jpeg)
    {
        for (var at = 2; ; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3])
        {
            yield return jpeg[at + 1].ToString("X2", System.Globalization.CultureInfo.InvariantCulture);
            if (jpeg[at + 1] is 0xDA) { yield break; }
        }
    }

    private static byte[] Zip(string comment)
    {
        using var held = new MemoryStream();
        using (var zip = new ZipArchive(held, ZipArchiveMode.Create))
        {
            zip.Comment = comment;
            using var entry = zip.CreateEntry("page.html").Open();
            entry.Write("<script>alert(1)</script>"u8);
        }

        return held.ToArray();
    }
}
