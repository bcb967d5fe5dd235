using System.Globalization;
using Hearback.Calendar;

namespace Hearback.Directory;

// services.yaml as it is written, before anything is checked. Every field may be missing.

internal sealed class ServiceFile : Lined
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Organisation { get; set; }

    public string? About { get; set; }

    public string? UseWhen { get; set; }

    public string? NotWhen { get; set; }

    public List<ChannelFile>? Channels { get; set; }

    public HoursFile? Hours { get; set; }

    public AreaFile? Area { get; set; }

    public List<string>? Categories { get; set; }

    public List<string>? Owns { get; set; }

    public HandoverFile? Handover { get; set; }

    public bool Anonymous { get; set; }

    public string? Team { get; set; }

    public List<string>? Also { get; set; }

    public string? CheckedOn { get; set; }

    public static ServiceFile Of(ListedService service) => new()
    {
        Code = service.Code,
        Name = service.Name,
        Organisation = service.Organisation,
        About = service.About,
        UseWhen = service.UseWhen,
        NotWhen = service.NotWhen,
        Channels = [.. service.Channels.Select(channel => new ChannelFile { Kind = PackWords.Of(channel.Kind), To = channel.To, Name = channel.Name })],
        Hours = service.Hours is { } hours ? HoursFile.Of(hours) : null,
        Area = service.Area is { Wards.Count: 0, Places.Count: 0, Except.Count: 0, OnlyCouncilHomes: false } ? null : new AreaFile
        {
            Wards = [.. service.Area.Wards],
            Places = [.. service.Area.Places],
            Except = [.. service.Area.Except],
            OnlyCouncilHomes = service.Area.OnlyCouncilHomes,
        },
        Categories = [.. service.Categories],
        Owns = [.. service.Owns],
        Handover = service.Handover is { } handover ? HandoverFile.Of(handover) : null,
        Anonymous = service.Anonymous,
        Team = service.Team,
        Also = [.. service.Also],
        CheckedOn = service.CheckedOn is { } day ? DayWords.Write(day) : null,
    };
}

internal sealed class ChannelFile : Lined
{
    public string? Kind { get; set; }

    public string? To { get; set; }

    public string? Name { get; set; }
}

internal sealed class HandoverFile : Lined
{
    public string? Email { get; set; }

    public Open311File? Open311 { get; set; }

    public static HandoverFile Of(HandoverWay way) => new()
    {
        Email = way.Email,
        Open311 = way.Open311 is { } server ? new() { Endpoint = server.Endpoint.OriginalString, Jurisdiction = server.Jurisdiction, ServiceCode = server.ServiceCode } : null,
    };
}

internal sealed class Open311File : Lined
{
    public string? Endpoint { get; set; }

    public string? Jurisdiction { get; set; }

    public string? ServiceCode { get; set; }
}

internal sealed class AreaFile : Lined
{
    public List<string>? Wards { get; set; }

    public List<string>? Places { get; set; }

    public List<string>? Except { get; set; }

    public bool OnlyCouncilHomes { get; set; }
}

internal sealed class HoursFile : Lined
{
    public List<WeeklyFile>? Weekly { get; set; }

    public string? BankHolidays { get; set; }

    public List<ExceptionFile>? Exceptions { get; set; }

    public static HoursFile Of(OpeningHours hours) => new()
    {
        Weekly = [.. hours.Weekly.Select(weekly => new WeeklyFile { Days = [.. weekly.Days.Select(RoutingFile.DayName)], From = SpanFile.Hour(weekly.Span.From), Until = SpanFile.Hour(weekly.Span.Until) })],
        BankHolidays = hours.OnBankHolidays is OnBankHolidays.AsUsual ? null : Rule(hours.OnBankHolidays),
        Exceptions = [.. hours.Exceptions.Select(ExceptionFile.Of)],
    };

    public static string Rule(OnBankHolidays rule) => rule switch
    {
        OnBankHolidays.AsUsual => "as-usual",
        OnBankHolidays.Closed => "closed",
        OnBankHolidays.LikeSunday => "like-sunday",
    };

    public static OnBankHolidays? Rule(string? text) => text is null ? OnBankHolidays.AsUsual : Enum.GetValues<OnBankHolidays>().Cast<OnBankHolidays?>().FirstOrDefault(rule => Rule(rule!.Value) == text);
}

internal class SpanFile : Lined
{
    public string? From { get; set; }

    public string? Until { get; set; }

    public static string Hour(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public OpenSpan? Read() => RoutingFile.Hour(From) is { } from && RoutingFile.Hour(Until) is { } until && (from != until || from == TimeOnly.MinValue) ? new(from, until) : null;
}

internal sealed class WeeklyFile : SpanFile
{
    public List<string>? Days { get; set; }
}

internal sealed class ExceptionFile : Lined
{
    public string? First { get; set; }

    public string? Last { get; set; }

    public List<SpanFile>? Spans { get; set; }

    public string? Because { get; set; }

    public static ExceptionFile Of(OtherHours exception) => new()
    {
        First = DayWords.Write(exception.First),
        Last = exception.Last == exception.First ? null : DayWords.Write(exception.Last),
        Spans = [.. exception.Spans.Select(span => new SpanFile { From = SpanFile.Hour(span.From), Until = SpanFile.Hour(span.Until) })],
        Because = exception.Because,
    };
}

/// <summary>Days as the files write them: 2026-12-25.</summary>
internal static class DayWords
{
    private const string Form = "yyyy-MM-dd";

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    public static DateOnly? Read(string? text) => DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
