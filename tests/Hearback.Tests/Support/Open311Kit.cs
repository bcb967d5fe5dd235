using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hearback.Tests.Support;

/// <summary>A server of GeoReport v2 on this machine: it notes what it is asked, keeps requests, and answers as a test wishes.</summary>
internal sealed class Open311Kit : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Open311Kit(WebApplication server) => _server = server;

    public Uri Endpoint => new($"{_server.Urls.First()}/open311/v2/");

    /// <summary>All that was posted, field by field.</summary>
    public List<IReadOnlyDictionary<string, string>> Posted { get; } = [];

    /// <summary>What was asked for besides, with what stands behind the question mark.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The number to which each token leads by now.</summary>
    public Dictionary<string, string> Tokens { get; } = [];

    /// <summary>What is done with a request after it was kept; the usual answer is its number.</summary>
    public Func<HttpContext, string, Task> Answer { get; set; } = (http, number) => http.Response.WriteAsJsonAsync(new[] { new { service_request_id = number, service_notice = "Thank you", account_id = (string?)null } });

    /// <summary>Whether it tells what it has, which the standard leaves to it.</summary>
    public bool HasList { get; set; } = true;

    public static async Task<Open311Kit> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var kit = new Open311Kit(builder.Build());
        kit._server.Run(kit.ServeAsync);
        await kit._server.StartAsync();
        return kit;
    }

    /// <summary>Says no, with a code.</summary>
    public static Func<HttpContext, string, Task> Refuse(int status) => async (http, _) =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new[] { new { code = status, description = "no: needles at the gate" } });
    };

    /// <summary>Takes the request and hangs up without saying so.</summary>
    public static Task HangUp(HttpContext http, string number)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        var resource = http.Request.Path.Value!.Replace("/open311/v2/", "", StringComparison.Ordinal);
        if (HttpMethods.IsPost(http.Request.Method) && resource is "requests.json")
        {
            var form = await http.Request.ReadFormAsync();
            lock (Posted) { Posted.Add(form.ToDictionary(field => field.Key, field => field.Value.ToString())); }

            await Answer(http, (12344 + Posted.Count).ToString(CultureInfo.InvariantCulture));
            return;
        }

        lock (Asked) { Asked.Add(resource + http.Request.QueryString); }

        if (resource is "requests.json" && HasList)
        {
            await http.Response.WriteAsJsonAsync(Posted.Select((one, index) => new { service_request_id = 12345 + index, description = one["description"], status = "open" }));
        }
        else if (resource.StartsWith("tokens/", StringComparison.Ordinal))
        {
            var token = resource["tokens/".Length..^".json".Length];
            await http.Response.WriteAsync(JsonSerializer.Serialize(new[] { new { token, service_request_id = Tokens.GetValueOrDefault(token) } }));
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
