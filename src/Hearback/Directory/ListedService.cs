using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Hearback.Calendar;

namespace Hearback.Directory;

/// <summary>How one reaches a service.</summary>
public enum ChannelKind
{
    Phone,

    /// <summary>For somebody who cannot hear or speak on the phone: the number that the Relay UK app dials.</summary>
    Relay,

    Web,
    Email,
    App,
}

/// <summary>One way to reach a service: a number, an address, or for an app its name and perhaps where one gets it.</summary>
public sealed partial record ServiceChannel
{
    public required ChannelKind Kind { get; init; }

    /// <summary>The number, the web address or the mailbox; for an app the web page where one gets it, if it has one.</summary>
    public string? To { get; init; }

    /// <summary>The name of an app; for the others what this way is for, if there are several.</summary>
    public string? Name { get; init; }

    /// <summary>What the phone dials.</summary>
    [JsonIgnore]
    public string Digits => string.Concat((To ?? "").Where(char.IsAsciiDigit));

    /// <summary>Whether it leads anywhere: a number in figures, an address in the right form, an app with a name.</summary>
    [JsonIgnore]
    public bool CanBeUsed => Kind switch
    {
        ChannelKind.Phone or ChannelKind.Relay => Number().IsMatch(To ?? ""),
        ChannelKind.Web => IsWebAddress(To),
        ChannelKind.Email => MimeKit.MailboxAddress.TryParse(To ?? "", out var mailbox) && mailbox.Address == To && mailbox.Domain is { Length: > 0 },
        ChannelKind.App => Name is not null && (To is null || IsWebAddress(To)),
    };

    private static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps;

    [GeneratedRegex("^[0-9](?:[ 0-9]{1,18})[0-9]$")]
    private static partial Regex Number();
}

/// <summary>Where a service is for. With nothing in it, everywhere.</summary>
public sealed record ServiceArea
{
    public IReadOnlyList<string> Wards { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Places inside the area that it is not for.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>Only for homes that the council manages. Whether a home is one, the people who live there know and no map does, so it shuts out no place.</summary>
    public bool OnlyCouncilHomes { get; init; }

    /// <summary>Whether somebody at the place, as far as it is known, can turn to the service: what is not known shuts nobody out.</summary>
    public bool Covers(string? ward, string? place) =>
        (Wards.Count is 0 || ward is null || Wards.Contains(ward)) && (Places.Count is 0 || place is null || Places.Contains(place)) && (place is null || !Except.Contains(place));
}

/// <summary>What a resident can turn to, as the directory says it. All of it is public, and it has no field that could hold a person.</summary>
public sealed record ListedService
{
    /// <summary>How long a service may go without somebody having checked it.</summary>
    public const int CheckedEveryMonths = 6;

    /// <summary>The last part of its address, /services/...</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The organisation that runs it.</summary>
    public required string Organisation { get; init; }

    /// <summary>What it is for, in plain words.</summary>
    public required string About { get; init; }

    public required string UseWhen { get; init; }

    public string? NotWhen { get; init; }

    public IReadOnlyList<ServiceChannel> Channels { get; init; } = [];

    /// <summary>When somebody answers; null when nobody has told us.</summary>
    public OpeningHours? Hours { get; init; }

    public ServiceArea Area { get; init; } = new();

    /// <summary>What it helps with; none when it is for anything.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Kinds of behaviour that are its task and not ours: whoever wants to report one hears so, and is helped to reach it.</summary>
    public IReadOnlyList<string> Owns { get; init; } = [];

    /// <summary>How it takes what people told us; null when people must tell it themselves.</summary>
    public HandoverWay? Handover { get; init; }

    /// <summary>Whether one can turn to it without giving a name.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The team that gets reports made here, when they go to this service.</summary>
    public string? Team { get; init; }

    /// <summary>Other words by which people look for it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The day on which somebody last made sure that all of it is right.</summary>
    public DateOnly? CheckedOn { get; init; }

    public bool IsToBeChecked(DateOnly today) => CheckedOn is not { } day || day.AddMonths(CheckedEveryMonths) <= today;

    public IEnumerable<ServiceChannel> By(ChannelKind kind) => Channels.Where(channel => channel.Kind == kind);

    /// <summary>Whether it helps with the category; one that names none helps with all.</summary>
    public bool HelpsWith(string? category) => category is null || Categories.Count is 0 || Categories.Contains(category);

    /// <summary>Whether it is open, and until when; null when its hours are not known.</summary>
    public OpeningState? State(DateTimeOffset at) => Hours?.State(at);
}

/// <summary>A service, and how it stands at an instant.</summary>
public sealed record ServiceNow(ListedService Service, OpeningState? State);

public static class ServicesNow
{
    /// <summary>
    /// Those that are open first; then those whose hours nobody has told us, which may be open; then the closed, the soonest to open first.
    /// Among equals stands first what is made for the matter, and then the order of the pack.
    /// </summary>
    public static IReadOnlyList<ServiceNow> OpenFirst(this IEnumerable<ListedService> services, DateTimeOffset at, string? category = null) =>
    [
        .. services.Select(service => new ServiceNow(service, service.State(at)))
            .OrderBy(now => now.State switch { { IsOpen: true } => 0, null => 1, { ChangesAt: not null } => 2, { ChangesAt: null } => 3 })
            .ThenBy(now => category is not null && now.Service.Categories.Contains(category) ? 0 : 1)
            .ThenBy(now => now.State is { IsOpen: false } closed ? closed.ChangesAt : null),
    ];
}
