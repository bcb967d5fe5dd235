using Hearback.Pictures;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hearback.Web.Safety;

/// <summary>What came with a form that takes pictures: those that are clean, why others were not taken, and the values of the other fields.</summary>
public sealed record SentForm(IReadOnlyList<CleanPicture> Pictures, IReadOnlyList<string> Refusals, IReadOnlyDictionary<string, StringValues> Fields);

/// <summary>
/// Reads the pictures of a form as they arrive, in memory alone and one at a time. The framework would first put each file on the disk, with
/// the place where it was taken in it (docs/adr/0011). What is too large is read to its end and dropped, because a browser shows our answer only then.
/// </summary>
public sealed class SentPictures(CleanPictures clean, Friction friction, IOptions<SafetyOptions> safety, IAntiforgery antiforgery, IStringLocalizer<Words> words) : IDisposable
{
    /// <summary>The longest body that is read to its end.</summary>
    public const long LongestBody = 300 * 1024 * 1024;

    // A message of 4,000 characters, each of them in the longest that UTF-8 has.
    private const int LongestField = 17_000;
    private const int LongestName = 60;
    private const int MostFields = 20;
    private const int MostAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Whoever sends more slowly would keep the others out.
    private static readonly TimeSpan PatienceWithOne = TimeSpan.FromSeconds(90);

    // Each that is being read may take 15 MB.
    private readonly SemaphoreSlim _room = new(MostAtOnce);

    /// <summary>The form; null when it does not bear the token of our own page. No more than <paramref name="most"/> pictures are taken.</summary>
    public async Task<SentForm?> ReadAsync(HttpContext http, int most)
    {
        if (!HasFiles(http.Request))
        {
            return await antiforgery.IsRequestValidAsync(http) ? new([], [], (await http.Request.ReadFormAsync()).ToDictionary()) : null;
        }

        if (http.Request.ContentLength > LongestBody) { return new([], [words["The picture must be smaller than 15 MB"]], new Dictionary<string, StringValues>()); }

        if (HeaderUtilities.RemoveQuotes(TypeOf(http.Request)!.Boundary).Value is not { Length: > 0 and <= 70 } boundary) { return null; }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        var form = new Reading(http, most);
        try
        {
            return await ReadAsync(form, new MultipartReader(boundary, http.Request.Body), patience.Token) ? form.Read() : null;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or OperationCanceledException)
        {
            // It was cut off, took too long, or is no form.
            form.Refusals.Add(words["The pictures did not arrive whole. Choose them again"]);
            return form.IsOurs ? form.Read() : null;
        }
    }

    /// <summary>Whether it is a form of the kind in which files are sent.</summary>
    public static bool HasFiles(HttpRequest request) => TypeOf(request)?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true;

    public void Dispose() => _room.Dispose();

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;

    private async Task<bool> ReadAsync(Reading form, MultipartReader parts, CancellationToken stop)
    {
        while (await parts.ReadNextSectionAsync(stop) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about)) { continue; }

            if (about.IsFormDisposition())
            {
                var value = await ReadAsync(part.Body, LongestField, stop);
                if (form.Fields.Count < MostFields) { form.Fields[Name(about.Name)] = System.Text.Encoding.UTF8.GetString(value); }
            }
            else if (about.IsFileDisposition())
            {
                // The token stands before the files in our form, so that a stranger's are not even looked at.
                if (!await IsOursAsync(form)) { return false; }

                await TakeAsync(form, part, Name(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName), stop);
            }
        }

        return await IsOursAsync(form);
    }

    private async Task TakeAsync(Reading form, MultipartSection part, string name, CancellationToken stop)
    {
        if (++form.Files > MostFields) { throw new InvalidDataException("No browser sends so many files."); }

        await _room.WaitAsync(stop);
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stop);
        turn.CancelAfter(PatienceWithOne);
        try
        {
            var file = await ReadAsync(part.Body, CleanPictures.LongestFile + 1, turn.Token);
            // A browser sends an empty file without a name when none was chosen.
            if (file.Length is 0 && name.Length is 0) { return; }

            if (form.Pictures.Count == form.Most) { throw new RefusedException(form.Most is 1 ? "Choose one picture at a time" : "You can send up to five pictures"); }

            if (!friction.TryPass("pictures", safety.Value.PicturesAMinute, TimeSpan.FromMinutes(1)))
            {
                throw new RefusedException("Many people are sending pictures just now. Wait a minute, or go on without them");
            }

            form.Pictures.Add(await clean.CleanAsync(file, stop));
        }
        catch (RefusedException refused)
        {
            // The others may be good; of this one its sender reads why.
            form.Refusals.Add(name.Length is 0 ? words[refused.Message] : words["‘{0}’: {1}", name, words[refused.Message].Value]);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<bool> IsOursAsync(Reading form)
    {
        if (form.IsOurs) { return true; }

        form.Http.Request.Form = new FormCollection(form.Fields);
        return form.IsOurs = await antiforgery.IsRequestValidAsync(form.Http);
    }

    /// <summary>The first bytes, up to <paramref name="longest"/>; what comes after them is dropped.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, int longest, CancellationToken stop)
    {
        using var held = new MemoryStream();
        var piece = new byte[64 * 1024];
        while (await body.ReadAsync(piece, stop) is > 0 and var read) { held.Write(piece, 0, Math.Min(read, longest - (int)held.Length)); }

        return held.ToArray();
    }

    private static string Name(StringSegment name) => HeaderUtilities.RemoveQuotes(name).Value is { } whole ? whole[..Math.Min(whole.Length, LongestName)] : "";

    private sealed class Reading(HttpContext http, int most)
    {
        public HttpContext Http => http;

        public int Most => most;

        public bool IsOurs { get; set; }

        /// <summary>How many there were, good and bad.</summary>
        public int Files { get; set; }

        public List<CleanPicture> Pictures { get; } = [];

        public List<string> Refusals { get; } = [];

        public Dictionary<string, StringValues> Fields { get; } = [];

        public SentForm Read() => new(Pictures, Refusals, Fields);
    }
}
