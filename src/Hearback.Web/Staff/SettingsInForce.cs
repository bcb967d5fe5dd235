using System.Collections;
using System.Globalization;
using System.Reflection;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Notices;
using Hearback.Open311;
using Hearback.Web.Health;
using Hearback.Web.Maps;
using Hearback.Web.Safety;
using Hearback.Web.Telemetry;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Staff;

/// <summary>A setting as it is in force; of one that may be secret, only whether it is set.</summary>
public sealed record SettingInForce(string Name, string? Value, bool IsKept);

/// <summary>
/// The settings in force, read from what the program works with and not from files. A number, a choice or yes and no is shown. Of a text nothing is
/// shown unless it stands in the list here: it may be a password, or an address with a key in it.
/// </summary>
public static class SettingsInForce
{
    private static readonly HashSet<string> ShownTexts =
    [
        "Data:Folder", "Calendar:BankHolidays", "Notices:Address", "Notices:From", "Notices:Folder", "Notices:Smtp:Host",
        "Inbox:Host", "Inbox:Folder", "Inbox:Aside", "Inbox:TextsFrom", "Proxy:Addresses", "Places:TileAttribution", "Places:BaseAttribution",
    ];

    public static IReadOnlyList<SettingInForce> Of(IServiceProvider services) =>
    [
        .. In("Data", services.GetRequiredService<IOptions<DataOptions>>().Value),
        .. In("Calendar", services.GetRequiredService<IOptions<CalendarOptions>>().Value),
        .. In("Notices", services.GetRequiredService<IOptions<NoticeOptions>>().Value),
        .. In("Inbox", services.GetRequiredService<IOptions<InboxOptions>>().Value),
        .. In("Open311", services.GetRequiredService<IOptions<Open311Options>>().Value),
        .. In("Places", services.GetRequiredService<IOptions<MapOptions>>().Value),
        .. In("Safety", services.GetRequiredService<IOptions<SafetyOptions>>().Value),
        .. In("Health", services.GetRequiredService<IOptions<HealthOptions>>().Value),
        .. In("Proxy", services.GetRequiredService<IOptions<ProxyOptions>>().Value),
        .. In("Telemetry", services.GetRequiredService<IOptions<TelemetryOptions>>().Value),
    ];

    private static IEnumerable<SettingInForce> In(string section, object options) => options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length is 0 && property.GetMethod?.IsPublic is true && property.SetMethod?.IsPublic is true)
        .SelectMany(property => Say($"{section}:{property.Name}", property.GetValue(options)));

    private static IEnumerable<SettingInForce> Say(string name, object? value) => value switch
    {
        null or "" => [new(name, null, IsKept: false)],
        string text => [ShownTexts.Contains(name) ? new(name, text, IsKept: false) : new(name, null, IsKept: true)],
        IDictionary many => many.Count is 0 ? [new(name, null, IsKept: false)] : many.Keys.Cast<object>().Select(key => new SettingInForce($"{name}:{key}", null, IsKept: true)),
        IFormattable plain => [new(name, plain.ToString(null, CultureInfo.InvariantCulture), IsKept: false)],
        bool yes => [new(name, yes ? "true" : "false", IsKept: false)],
        _ => In(name, value),
    };
}
