using System.Diagnostics;
using System.Globalization;
using Hearback.Pictures;
using NetVips;

namespace Hearback.Bench;

/// <summary>How long a picture of 12 megapixels takes and what it weighs, in a process of its own that does nothing else: the first and the best of three.</summary>
internal static class Picture
{
    private const string Clean = "clean";
    private const string Decode = "decode";
    private const int Times = 3;

    public static async Task<IEnumerable<Figure>> MeasureAsync(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "picture.jpg");
        using (var grey = Image.Gaussnoise(4000, 3000, sigma: 40, mean: 128).Gaussblur(1.5).Cast(Enums.BandFormat.Uchar))
        {
            grey.Bandjoin(grey.Invert(), grey).Copy(interpretation: Enums.Interpretation.Srgb).Jpegsave(file, q: 92);
        }

        var (ours, theirs) = (await RunAsync(Clean, file), await RunAsync(Decode, file));
        return
        [
            new("a picture of 12 megapixels drawn anew", $"{Bench.Number(ours.First)} ms, then {Bench.Number(ours.Best)} ms", $"{Bench.Number(theirs.First)} ms, then {Bench.Number(theirs.Best)} ms, libvips decodes it and no more",
                "at most 1,500 ms", ours.First <= 1500),
            new("the whole process that draws it", $"{Bench.Number(ours.Megabytes)} MB at most", $"{Bench.Number(theirs.Megabytes)} MB, libvips decodes it and no more", "at most 150 MB", ours.Megabytes <= 150),
        ];
    }

    /// <summary>In a process of its own: does it, and says the milliseconds of each time and the most memory that the process ever had.</summary>
    public static async Task<int> DoAsync(string act, string file)
    {
        using var clean = new CleanPictures();
        var bytes = await File.ReadAllBytesAsync(file);
        for (var left = Times; left > 0; left--)
        {
            var began = Stopwatch.GetTimestamp();
            if (act is Clean) { await clean.CleanAsync(bytes, CancellationToken.None); }
            else { using var picture = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential); picture.Avg(); }

            Console.WriteLine(Stopwatch.GetElapsedTime(began).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);
        return 0;
    }

    private static async Task<(double First, double Best, double Megabytes)> RunAsync(string act, string file)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Picture).Assembly.Location, "picture", act, file]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("The process did not start.");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var numbers = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToList();
        return (numbers[0], numbers.Take(Times).Min(), numbers[^1] / 1024);
    }
}
