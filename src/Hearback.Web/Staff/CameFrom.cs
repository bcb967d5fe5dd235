using Microsoft.AspNetCore.WebUtilities;

namespace Hearback.Web.Staff;

/// <summary>
/// The view, filters and page of the queue from which a member opened a report, carried along so that Back leads there. Only the queue's own
/// questions are kept of an address, so it can lead nowhere but to the queue.
/// </summary>
public sealed record CameFrom
{
    private const string Field = "from";
    private const string Queue = "/staff/reports";
    private static readonly string[] Asked = ["view", "category", "place", "state", "tier", "after"];

    private readonly string _query;

    private CameFrom(string? query) => _query = QueryString.Create(
        QueryHelpers.ParseQuery(query).Where(pair => Asked.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key.ToLowerInvariant(), value)).Where(pair => !string.IsNullOrEmpty(pair.Value))).Value ?? "";

    /// <summary>The queue as it stands on this page.</summary>
    public static CameFrom Here(HttpRequest request) => new(request.QueryString.Value);

    /// <summary>The queue from which this page was reached.</summary>
    public static CameFrom Of(HttpRequest? request) => new(request?.Query[Field].FirstOrDefault());

    /// <summary>Back to the queue, perhaps with word of what was done.</summary>
    public string Back(string? more = null) => Queue + Joined(_query, more);

    /// <summary>On to a page of a report, which still knows the way back.</summary>
    public string On(string path, string? more = null) => path + Joined(_query.Length is 0 ? "" : QueryString.Create(Field, _query).Value!, more);

    private static string Joined(string query, string? more) => more is null ? query : $"{(query.Length is 0 ? "?" : $"{query}&")}{more}";
}
