using System.ComponentModel.DataAnnotations;
using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Hearback.Web.Staff.PlanWork;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>What is known of when a service answers.</summary>
public enum HoursKnown
{
    NotKnown,
    Always,
    AtTimes,
}

/// <summary>A service as a coordinator types it. What is wrong in it is said at its own answer.</summary>
public sealed class ServiceForm
{
    [Required(ErrorMessage = "Enter the name of the service")]
    [Typed(80, Called = "The name")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Say what it is for")]
    [Typed(300, Called = "What it is for")]
    public string? About { get; set; }

    [Required(ErrorMessage = "Say when to use it")]
    [Typed(400, Called = "When to use it")]
    public string? UseWhen { get; set; }

    [Typed(400, Called = "When not to use it")]
    public string? NotWhen { get; set; }

    [Typed(400, Called = "The phone numbers")]
    public string? Phone { get; set; }

    [Typed(400, Called = "The numbers for text relay")]
    public string? Relay { get; set; }

    [Typed(400, Called = "The web addresses")]
    public string? Web { get; set; }

    [Typed(400, Called = "The email addresses")]
    public string? Email { get; set; }

    [Typed(400, Called = "The apps")]
    public string? App { get; set; }

    public HoursKnown Hours { get; set; }

    [Typed(100, Called = "Monday")]
    public string? Monday { get; set; }

    [Typed(100, Called = "Tuesday")]
    public string? Tuesday { get; set; }

    [Typed(100, Called = "Wednesday")]
    public string? Wednesday { get; set; }

    [Typed(100, Called = "Thursday")]
    public string? Thursday { get; set; }

    [Typed(100, Called = "Friday")]
    public string? Friday { get; set; }

    [Typed(100, Called = "Saturday")]
    public string? Saturday { get; set; }

    [Typed(100, Called = "Sunday")]
    public string? Sunday { get; set; }

    public OnBankHolidays OnBankHolidays { get; set; }

    [Typed(2000, Called = "The days with other hours")]
    public string? Others { get; set; }

    [Typed(400, Called = "The wards")]
    public string? Wards { get; set; }

    [Typed(1000, Called = "The places")]
    public string? Places { get; set; }

    [Typed(1000, Called = "The places it is not for")]
    public string? Except { get; set; }

    public List<string> Conditions { get; set; } = [];

    public List<string> Categories { get; set; } = [];

    /// <summary>What is its task and not ours.</summary>
    public List<string> Owns { get; set; } = [];

    [Typed(200, Called = "The mailbox for hand-overs")]
    public string? HandoverEmail { get; set; }

    [Typed(200, Called = "The address of Open311")]
    public string? Endpoint { get; set; }

    [Typed(100, Called = "The jurisdiction")]
    public string? Jurisdiction { get; set; }

    [Typed(80, Called = "The service code")]
    public string? ServiceCode { get; set; }

    [Required(ErrorMessage = "Select who runs it")]
    public string? Organisation { get; set; }

    public string? Team { get; set; }

    [Typed(600, Called = "The other words")]
    public string? Also { get; set; }

    /// <summary>Ticked conditions, by these names.</summary>
    public const string OnlyCouncilHomes = nameof(OnlyCouncilHomes), Anonymous = nameof(Anonymous), Checked = nameof(Checked);

    public static ServiceForm Of(ListedService service, IReadOnlyDictionary<string, string> places, Pack pack)
    {
        var hours = service.Hours is { IsAlways: false } at ? at : null;
        return new()
        {
            Name = service.Name,
            About = service.About,
            UseWhen = service.UseWhen,
            NotWhen = service.NotWhen,
            Phone = Lines(ChannelKind.Phone),
            Relay = Lines(ChannelKind.Relay),
            Web = Lines(ChannelKind.Web),
            Email = Lines(ChannelKind.Email),
            App = Lines(ChannelKind.App),
            Hours = service.Hours is null ? HoursKnown.NotKnown : hours is null ? HoursKnown.Always : HoursKnown.AtTimes,
            Monday = Day(DayOfWeek.Monday),
            Tuesday = Day(DayOfWeek.Tuesday),
            Wednesday = Day(DayOfWeek.Wednesday),
            Thursday = Day(DayOfWeek.Thursday),
            Friday = Day(DayOfWeek.Friday),
            Saturday = Day(DayOfWeek.Saturday),
            Sunday = Day(DayOfWeek.Sunday),
            OnBankHolidays = service.Hours?.OnBankHolidays ?? default,
            Others = string.Join('\n', service.Hours?.Exceptions.Select(HoursTyped.Write) ?? []),
            Wards = Tags.Write(service.Area.Wards.Select(code => pack.Wards.First(ward => ward.Code == code).Name)),
            Places = Tags.Write(service.Area.Places.Select(code => places.GetValueOrDefault(code, code))),
            Except = Tags.Write(service.Area.Except.Select(code => places.GetValueOrDefault(code, code))),
            Conditions = [.. new[] { service.Area.OnlyCouncilHomes ? OnlyCouncilHomes : null, service.Anonymous ? Anonymous : null }.OfType<string>()],
            Categories = [.. service.Categories],
            Owns = [.. service.Owns],
            HandoverEmail = service.Handover?.Email,
            Endpoint = service.Handover?.Open311?.Endpoint.OriginalString,
            Jurisdiction = service.Handover?.Open311?.Jurisdiction,
            ServiceCode = service.Handover?.Open311?.ServiceCode,
            Organisation = service.Organisation,
            Team = service.Team,
            Also = Tags.Write(service.Also),
        };

        string Lines(ChannelKind kind) => string.Join('\n', service.By(kind).Select(channel =>
            string.Join(", ", (kind is ChannelKind.App ? new[] { channel.Name, channel.To } : [channel.To, channel.Name]).OfType<string>())));

        string Day(DayOfWeek day) => HoursTyped.Write(hours?.SpansInWeek(day) ?? []);
    }

    /// <summary>The service with all that was typed; what cannot be read stands in <paramref name="faults"/>.</summary>
    public ListedService Read(ListedService before, Pack pack, IReadOnlyDictionary<string, string> places, ModelStateDictionary faults, IStringLocalizer words, DateOnly today)
    {
        List<ServiceChannel> channels = [.. Read(ChannelKind.Phone, Phone), .. Read(ChannelKind.Relay, Relay), .. Read(ChannelKind.Web, Web), .. Read(ChannelKind.Email, Email), .. Read(ChannelKind.App, App)];
        if (channels.Count is 0) { Fault(nameof(Phone), words["Enter at least one way to reach it"]); }

        return before with
        {
            Name = Typed.Read(Name),
            About = Typed.Read(About),
            UseWhen = Typed.Read(UseWhen),
            NotWhen = Typed.ReadOrNull(NotWhen),
            // What was not changed keeps its order, so that a form that is sent as it came changes nothing.
            Channels = [.. channels.OrderBy(channel => before.Channels.ToList().IndexOf(channel) is >= 0 and var index ? index : int.MaxValue)],
            Hours = ReadHours(before.Hours, Fault, words),
            Area = new()
            {
                Wards = Codes(nameof(Wards), Wards, pack.Wards.ToDictionary(ward => ward.Code, ward => ward.Name)),
                Places = Codes(nameof(Places), Places, places),
                Except = Codes(nameof(Except), Except, places),
                OnlyCouncilHomes = Conditions.Contains(OnlyCouncilHomes),
            },
            Categories = [.. before.Categories.Where(Categories.Contains), .. pack.Categories.Select(category => category.Code).Where(code => Categories.Contains(code) && !before.Categories.Contains(code))],
            Owns = [.. before.Owns.Where(Owns.Contains), .. pack.Categories.Select(category => category.Code).Where(code => Owns.Contains(code) && !before.Owns.Contains(code))],
            Handover = HandoverTyped.Read(this, before.Handover, Fault, words),
            Anonymous = Conditions.Contains(Anonymous),
            Organisation = Organisation ?? "",
            Team = string.IsNullOrEmpty(Team) ? null : Team,
            Also = Tags.Read(Also),
            CheckedOn = Conditions.Contains(Checked) ? today : before.CheckedOn,
        };

        void Fault(string field, string sentence) => faults.AddModelError($"Form.{field}", sentence);

        IEnumerable<ServiceChannel> Read(ChannelKind kind, string? typed)
        {
            foreach (var line in Typed.Read(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parts = line.Split(',', 2, StringSplitOptions.TrimEntries);
                var (one, other) = (parts[0], parts.ElementAtOrDefault(1) is { Length: > 0 } second ? second : null);
                var channel = kind is ChannelKind.App ? new ServiceChannel { Kind = kind, Name = one, To = other } : new ServiceChannel { Kind = kind, To = one.Replace('\u00A0', ' '), Name = other };
                if (channel.CanBeUsed) { yield return channel; continue; }

                Fault(kind.ToString(), kind switch
                {
                    ChannelKind.Phone or ChannelKind.Relay => words["Enter each phone number in figures, like 020 7974 4444, one a line, and not ‘{0}’", one],
                    ChannelKind.Web => words["Enter each web address in full, like https://www.example.com, and not ‘{0}’", one],
                    ChannelKind.Email => words["Enter each email address in the right form, like name@example.com, and not ‘{0}’", one],
                    ChannelKind.App => words["Enter the name of each app and, if it has one, a comma and its web address, which begins with https://"],
                });
            }
        }

        List<string> Codes(string field, string? typed, IReadOnlyDictionary<string, string> known)
        {
            var codes = new List<string>();
            foreach (var name in Tags.Read(typed))
            {
                var code = known.FirstOrDefault(one => string.Equals(one.Value, name, StringComparison.OrdinalIgnoreCase) || one.Key == name).Key;
                if (code is null) { Fault(field, words["We do not know ‘{0}’. Type it as it stands on this site", name]); } else { codes.Add(code); }
            }

            return codes;
        }
    }

    private OpeningHours? ReadHours(OpeningHours? before, Action<string, string> fault, IStringLocalizer words)
    {
        var (others, unread) = HoursTyped.Others(Typed.Read(Others));
        foreach (var line in unread) { fault(nameof(Others), words["Write the day, a colon and the hours, like ‘25 December 2026: closed’, and not ‘{0}’", line]); }

        if (Hours is HoursKnown.NotKnown)
        {
            if (others.Count > 0) { fault(nameof(Others), words["Say first when it is open every week"]); }

            return null;
        }

        if (Hours is HoursKnown.Always) { return (before is { IsAlways: true } ? before : OpeningHours.Always) with { OnBankHolidays = OnBankHolidays, Exceptions = others }; }

        (DayOfWeek Day, string? Typed)[] week =
            [(DayOfWeek.Monday, Monday), (DayOfWeek.Tuesday, Tuesday), (DayOfWeek.Wednesday, Wednesday), (DayOfWeek.Thursday, Thursday), (DayOfWeek.Friday, Friday), (DayOfWeek.Saturday, Saturday), (DayOfWeek.Sunday, Sunday)];
        foreach (var (day, _) in week.Where(day => HoursTyped.Spans(day.Typed) is null))
        {
            fault(day.ToString(), words["Enter the hours like ‘9am to 5pm’ or ‘16:00 to 04:00’, or leave the day empty"]);
        }

        var spans = week.SelectMany(day => (HoursTyped.Spans(day.Typed) ?? []).Select(span => (day.Day, Span: span))).ToList();
        if (week.All(day => string.IsNullOrWhiteSpace(day.Typed))) { fault(nameof(Monday), words["Enter the hours of at least one day"]); }

        return new()
        {
            Weekly = before is not null && week.All(day => before.SpansInWeek(day.Day).SequenceEqual(spans.Where(one => one.Day == day.Day).Select(one => one.Span).OrderBy(span => span.From)))
                ? before.Weekly
                : [.. spans.GroupBy(one => one.Span, one => one.Day).Select(one => new WeeklySpan { Days = [.. one], Span = one.Key })],
            OnBankHolidays = OnBankHolidays,
            Exceptions = others,
        };
    }
}
