using System.Text.Json.Serialization;

namespace Hearback.Directory;

/// <summary>How a service takes what people told us: by one of the two. The key with which we sign in there is a setting, and never in the pack.</summary>
public sealed record HandoverWay
{
    /// <summary>The mailbox of a role, never a person's.</summary>
    public string? Email { get; init; }

    public Open311Server? Open311 { get; init; }

    /// <summary>Whether it is exactly one way, and leads somewhere.</summary>
    [JsonIgnore]
    public bool CanBeUsed => (Email, Open311) switch
    {
        ({ } email, null) => new ServiceChannel { Kind = ChannelKind.Email, To = email }.CanBeUsed,
        (null, { } server) => server.CanBeUsed,
        _ => false,
    };
}

/// <summary>Where a service takes requests by Open311 (GeoReport v2), and as what it takes ours.</summary>
public sealed record Open311Server
{
    /// <summary>What stands before <c>/requests.json</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whose server it is, where one serves several.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>As what it takes our reports: its own code for a kind of request.</summary>
    public required string ServiceCode { get; init; }

    /// <summary>In clear only to a program on this machine.</summary>
    [JsonIgnore]
    public bool CanBeUsed => Endpoint.IsAbsoluteUri && (Endpoint.Scheme == Uri.UriSchemeHttps || (Endpoint.Scheme == Uri.UriSchemeHttp && Endpoint.IsLoopback)) && Endpoint is { Query: "", Fragment: "", UserInfo: "" };

    /// <summary>The address of one of its resources, such as <c>requests.json</c>.</summary>
    public Uri On(string resource) => new($"{Endpoint.AbsoluteUri.TrimEnd('/')}/{resource}");
}
