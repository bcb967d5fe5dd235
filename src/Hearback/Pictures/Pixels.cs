using System.Runtime.InteropServices;
using NetVips;

namespace Hearback.Pictures;

/// <summary>
/// All that we ask of libvips. It is loaded by the first picture and not at the start, because a service to which nobody sends pictures
/// should not carry it.
/// </summary>
internal static class Pixels
{
    private const int LongestSide = 2000;
    private const int Quality = 82;
    private const int LongestSmallSide = 640;
    private const int SmallQuality = 72;

    /// <summary>More than any phone takes that people use; a few bytes can claim a million times as much.</summary>
    private const long MostPixels = 50_000_000;

    /// <summary>What does not come line by line must be held whole while it is read.</summary>
    private const long MostPixelsHeldWhole = 16_000_000;

    private static readonly double[] White = [255, 255, 255];
    private static readonly string[] Readers = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"];
    private static readonly Lazy<bool> Ready = new(Prepare);
    private static readonly Lazy<Trim?> GiveBack = new(FindTrim);

    private delegate int Trim(nint kept);

    /// <summary>The picture as a new JPEG; null when it is lower than <paramref name="lowest"/>.</summary>
    /// <exception cref="RefusedException">It is broken, or would take too much memory.</exception>
    public static byte[]? DrawAnew(byte[] file, int lowest)
    {
        MustBeReady();
        try
        {
            using var picture = Image.NewFromBuffer(file, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            if ((long)picture.Width * picture.Height > (IsHeldWhole(picture) ? MostPixelsHeldWhole : MostPixels))
            {
                throw new RefusedException("The picture has too many pixels. Save it smaller, or take a screenshot of it, and choose that");
            }

            if (picture.Height < lowest) { return null; }

            // Up to here only the head was read. This turns it upright as well.
            using var small = picture.ThumbnailImage(LongestSide, height: LongestSide, size: Enums.Size.Down, outputProfile: "srgb");
            using var opaque = small.HasAlpha() ? small.Flatten(background: White) : small.Copy();
            return opaque.JpegsaveBuffer(q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException)
        {
            // What it says names parts of the file, and helps nobody who took a picture.
            throw new RefusedException("The picture is broken and cannot be opened. Choose another one");
        }
        finally
        {
            // The C library keeps what libvips has done with, about 20 MB for each picture, until somebody asks for it.
            GiveBack.Value?.Invoke(0);
        }
    }

    /// <summary>A small copy of what we drew, and the size of what we drew.</summary>
    public static (byte[] Small, int Width, int Height) DrawSmall(byte[] drawn)
    {
        MustBeReady();
        using var picture = Image.NewFromBuffer(drawn, access: Enums.Access.Sequential);
        using var small = picture.ThumbnailImage(LongestSmallSide, height: LongestSmallSide, size: Enums.Size.Down);
        return (small.JpegsaveBuffer(q: SmallQuality, optimizeCoding: true, keep: Enums.ForeignKeep.None), picture.Width, picture.Height);
    }

    private static void MustBeReady()
    {
        if (!Ready.Value) { throw new RefusedException("We cannot take pictures just now. You can go on without them"); }
    }

    private static bool IsHeldWhole(Image picture) =>
        (string)picture.Get("vips-loader") is "webpload_buffer" || (picture.Contains("interlaced") && (int)picture.Get("interlaced") is not 0);

    /// <summary>Only the C library of most Linux machines keeps memory back in this way, and only it can be asked.</summary>
    private static Trim? FindTrim() => NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
        ? Marshal.GetDelegateForFunctionPointer<Trim>(trim) : null;

    private static bool Prepare()
    {
        // This machine has no libvips that fits it.
        if (!ModuleInitializer.VipsInitialized) { return false; }

        // It would write what it finds in a broken file to our standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, (_, _, _) => { });
        NetVips.NetVips.Concurrency = 1;
        (Cache.Max, Cache.MaxMem, Cache.MaxFiles) = (0, 0, 0);
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var reader in Readers) { Operation.Block(reader, false); }

        return true;
    }
}
