using System.Globalization;
using System.Text.Json;
using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Vault;
using Microsoft.Extensions.Options;

namespace Hearback.Open311;

/// <summary>What is sent: the service, our reference, and all that the service is told.</summary>
public sealed record Open311Request(ListedService Service, Reference Reference, Passed Passed);

/// <summary>
/// Hands requests in where a service takes them by Open311, GeoReport v2. The standard has no way to say "the same once more", so whoever
/// cannot know whether an earlier try arrived looks first among the requests of that time for our reference.
/// </summary>
public sealed class Open311Desk(IOptions<Open311Options> options) : IDisposable
{
    /// <summary>As many characters as a description may have.</summary>
    public const int LongestDescription = 4000;

    private const int LargestAnswer = 4 * 1024 * 1024;
    private const int HalfACell = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Made when the first request goes out: most neighbourhoods have no such service, and should not pay for it in memory.
    private readonly Lazy<HttpClient> _server = new(() => new(new SocketsHttpHandler
    {
        // It may not lead us to another host, and hears of no earlier answer.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        ActivityHeadersPropagator = null,
    })
    { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer });

    public void Dispose()
    {
        if (_server.IsValueCreated) { _server.Value.Dispose(); }
    }

    /// <summary>What stands in a description after what was told.</summary>
    public static string Describe(Passed passed, string reference) => $"{passed.Words}\n\nReference: {reference}";

    /// <summary>Hands it in, and says as what it was taken.</summary>
    /// <exception cref="HttpRequestException">The server did not answer, or refused it.</exception>
    /// <exception cref="JsonException">The server's answer makes no sense.</exception>
    public async Task<TheirReference> SendAsync(Open311Request request, CancellationToken stop)
    {
        var (server, passed) = (ServerOf(request.Service), request.Passed);
        var fields = new Dictionary<string, string?>
        {
            ["jurisdiction_id"] = server.Jurisdiction,
            ["service_code"] = server.ServiceCode,
            ["api_key"] = options.Value.Keys.GetValueOrDefault(request.Service.Code),
            ["description"] = Describe(passed, request.Reference.Value),
            ["first_name"] = passed.Contact?.Name.Split(' ', 2)[0],
            ["last_name"] = passed.Contact?.Name.Split(' ', 2).ElementAtOrDefault(1),
            ["email"] = passed.Contact?.Email,
            ["phone"] = passed.Contact?.Phone,
        };
        if (passed.Cell is { } cell)
        {
            var middle = Wgs84.Of(new Spot((cell.X * 100) + HalfACell, (cell.Y * 100) + HalfACell));
            fields["lat"] = middle.Latitude.ToString("F5", CultureInfo.InvariantCulture);
            fields["long"] = middle.Longitude.ToString("F5", CultureInfo.InvariantCulture);
        }
        else
        {
            fields["address_string"] = passed.Where;
        }

        using var form = new FormUrlEncodedContent(fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => KeyValuePair.Create(field.Key, field.Value!)));
        using var question = new HttpRequestMessage(HttpMethod.Post, server.On("requests.json")) { Content = form };
        return Read(await AskAsync(question, stop)) ?? throw new JsonException("The answer has neither a number nor a token.");
    }

    /// <summary>As what an earlier try was taken, if it is found there. A server that shows no list, which it need not, is not asked twice.</summary>
    /// <exception cref="HttpRequestException">The server did not answer.</exception>
    public async Task<TheirReference?> FindAsync(Open311Request request, DateTimeOffset since, DateTimeOffset now, CancellationToken stop)
    {
        var server = ServerOf(request.Service);
        var query = Query(server, ("service_code", server.ServiceCode), ("start_date", Instant(since)), ("end_date", Instant(now.AddHours(1))));
        using var question = new HttpRequestMessage(HttpMethod.Get, server.On($"requests.json?{query}"));
        try
        {
            using var list = JsonDocument.Parse(await AskAsync(question, stop));
            var ours = Entries(list.RootElement).FirstOrDefault(entry => Text(entry, "description")?.Contains(request.Reference.Value, StringComparison.Ordinal) is true);
            return ours.ValueKind is JsonValueKind.Object ? ReferenceIn(ours) : null;
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException { StatusCode: not null })
        {
            return null;
        }
    }

    /// <summary>The number to which a token has led; null while there is none.</summary>
    /// <exception cref="HttpRequestException">The server did not answer, or does not know the token.</exception>
    /// <exception cref="JsonException">The server's answer makes no sense.</exception>
    public async Task<string?> NumberAsync(ListedService service, string token, CancellationToken stop)
    {
        var server = ServerOf(service);
        using var question = new HttpRequestMessage(HttpMethod.Get, server.On($"tokens/{Uri.EscapeDataString(token)}.json?{Query(server)}"));
        return Read(await AskAsync(question, stop))?.Number;
    }

    private static Open311Server ServerOf(ListedService service) => service.Handover?.Open311 ?? throw new InvalidOperationException("The service takes nothing by Open311.");

    private static string Query(Open311Server server, params (string Name, string Value)[] more) =>
        string.Join('&', more.Prepend(("jurisdiction_id", server.Jurisdiction ?? "")).Where(field => field.Item2.Length > 0).Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));

    private static string Instant(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<string> AskAsync(HttpRequestMessage question, CancellationToken stop)
    {
        question.Headers.UserAgent.ParseAdd("Hearback");
        question.Headers.Accept.ParseAdd("application/json");
        using var answer = await _server.Value.SendAsync(question, stop);
        if (!answer.IsSuccessStatusCode) { throw new HttpRequestException("The server refused it.", inner: null, answer.StatusCode); }

        return await answer.Content.ReadAsStringAsync(stop);
    }

    private static TheirReference? Read(string answer)
    {
        using var read = JsonDocument.Parse(answer);
        return Entries(read.RootElement).Select(ReferenceIn).FirstOrDefault(reference => reference is not null);
    }

    /// <summary>The standard says a list; some servers answer with its one entry.</summary>
    private static IEnumerable<JsonElement> Entries(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().Where(entry => entry.ValueKind is JsonValueKind.Object),
        JsonValueKind.Object => [root],
        _ => [],
    };

    private static TheirReference? ReferenceIn(JsonElement entry) => (Short(Text(entry, "service_request_id")), Short(Text(entry, "token"))) switch
    {
        (null, null) => null,
        var (number, token) => new(number, number is null ? token : null),
    };

    /// <summary>What a server says is shown to people, so it is a short line or nothing.</summary>
    private static string? Short(string? text) => text?.Trim() is { Length: > 0 and <= Handover.LongestReference } line && !line.Any(char.IsControl) ? line : null;

    private static string? Text(JsonElement entry, string name) => !entry.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
