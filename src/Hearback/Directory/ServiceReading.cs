using Hearback.Calendar;

namespace Hearback.Directory;

/// <summary>The codes that a service may name: those of the rest of its pack.</summary>
internal sealed record KnownCodes(IReadOnlySet<string> Organisations, IReadOnlySet<string> Teams, IReadOnlySet<string> Categories, IReadOnlySet<string> Wards, IReadOnlySet<string> Places)
{
    public static KnownCodes Of(Pack pack, IEnumerable<string> places) => new(
        pack.Organisations.Select(one => one.Code).ToHashSet(), pack.Teams.Select(one => one.Code).ToHashSet(), pack.Categories.Select(one => one.Code).ToHashSet(),
        pack.Wards.Select(one => one.Code).ToHashSet(), places.ToHashSet());
}

internal sealed partial class PackReading
{
    private const string ServicesFile = "services.yaml";

    /// <summary>Checks services that did not come from a file as if they had, so that the same holds for a member's edit as for an import.</summary>
    public static IReadOnlyList<PackFault> FaultsOf(IReadOnlyList<ListedService> services, KnownCodes known)
    {
        var reading = new PackReading("");
        reading.ReadServices([.. services.Select(ServiceFile.Of)], known);
        return reading.Faults;
    }

    private List<ListedService> ReadServices(List<ServiceFile> files, KnownCodes known)
    {
        foreach (var file in files)
        {
            file.Channels = Entries(ServicesFile, file.Channels, file.Line);
            if (file.Hours is not { } hours) { continue; }

            hours.Weekly = Entries(ServicesFile, hours.Weekly, hours.Line);
            hours.Exceptions = Entries(ServicesFile, hours.Exceptions, hours.Line);
        }

        Unique(ServicesFile, files.Select(file => (file.Code, file.Line)));
        return files.ConvertAll(file => ReadService(file, known));
    }

    private ListedService ReadService(ServiceFile file, KnownCodes known)
    {
        if (!known.Organisations.Contains(file.Organisation ?? "")) { Fault(ServicesFile, file.Line, $"There is no organisation '{file.Organisation}'"); }

        if (file.Team is { } team && !known.Teams.Contains(team)) { Fault(ServicesFile, file.Line, $"There is no team '{team}'"); }

        var (area, line) = (file.Area ?? new(), file.Area?.Line ?? file.Line);
        if (file.Channels is not { Count: > 0 }) { Fault(ServicesFile, file.Line, "A service needs at least one channel: phone, relay, web, email or app"); }

        var checkedOn = DayWords.Read(file.CheckedOn);
        if (file.CheckedOn is not null && checkedOn is null) { Fault(ServicesFile, file.Line, "checked_on must be a day such as 2026-06-30"); }

        return new ListedService
        {
            Code = Code(ServicesFile, file.Line, file.Code),
            Name = Text(ServicesFile, file.Line, "name", file.Name, 80),
            Organisation = file.Organisation ?? "",
            About = Text(ServicesFile, file.Line, "about", file.About, 300),
            UseWhen = Text(ServicesFile, file.Line, "use_when", file.UseWhen, 400),
            NotWhen = Optional(ServicesFile, file.Line, "not_when", file.NotWhen, 400),
            Channels = [.. (file.Channels ?? []).Select(ReadChannel)],
            Hours = file.Hours is { } hours ? ReadHours(hours) : null,
            Area = new ServiceArea
            {
                Wards = Codes(line, area.Wards, known.Wards, "ward"),
                Places = Codes(line, area.Places, known.Places, "place"),
                Except = Codes(line, area.Except, known.Places, "place"),
                OnlyCouncilHomes = area.OnlyCouncilHomes,
            },
            Categories = Codes(file.Line, file.Categories, known.Categories, "category"),
            Owns = ReadOwned(file, known),
            Handover = file.Handover is { } handover ? ReadHandover(handover) : null,
            Anonymous = file.Anonymous,
            Team = file.Team,
            Also = [.. (file.Also ?? []).Select(word => Text(ServicesFile, file.Line, "also", word, 60))],
            CheckedOn = checkedOn,
        };
    }

    private List<string> Codes(long line, List<string>? codes, IReadOnlySet<string> known, string what)
    {
        foreach (var code in (codes ?? []).Where(code => !known.Contains(code))) { Fault(ServicesFile, line, $"There is no {what} '{code}'"); }

        return codes ?? [];
    }

    private List<string> ReadOwned(ServiceFile file, KnownCodes known)
    {
        var owned = Codes(file.Line, file.Owns, known.Categories, "category");
        foreach (var code in owned.Where(code => file.Categories is { Count: > 0 } helps && !helps.Contains(code))) { Fault(ServicesFile, file.Line, $"'{code}' is in owns, so it must be in categories too"); }

        return owned;
    }

    private HandoverWay ReadHandover(HandoverFile file)
    {
        if ((file.Email is null) == (file.Open311 is null)) { Fault(ServicesFile, file.Line, "handover needs either email or open311, and not both"); }

        if (file.Email is { } email && !new HandoverWay { Email = email }.CanBeUsed) { Fault(ServicesFile, file.Line, "email must be the mailbox of a role"); }

        return new() { Email = Optional(ServicesFile, file.Line, "email", file.Email, 200), Open311 = file.Open311 is { } server ? ReadServer(server) : null };
    }

    private Open311Server ReadServer(Open311File file)
    {
        var server = new Open311Server
        {
            Endpoint = Uri.TryCreate(file.Endpoint, UriKind.Absolute, out var address) ? address : new Uri("about:blank"),
            Jurisdiction = Optional(ServicesFile, file.Line, "jurisdiction", file.Jurisdiction, 100),
            ServiceCode = Text(ServicesFile, file.Line, "service_code", file.ServiceCode, 80),
        };
        if (!server.CanBeUsed) { Fault(ServicesFile, file.Line, "endpoint must be a web address that begins with https:// and has no question mark"); }

        return server;
    }

    private ServiceChannel ReadChannel(ChannelFile file)
    {
        var channel = new ServiceChannel { Kind = Word<ChannelKind>(ServicesFile, file.Line, "kind", file.Kind), To = Optional(ServicesFile, file.Line, "to", file.To, 200), Name = Optional(ServicesFile, file.Line, "name", file.Name, 80) };
        if (!channel.CanBeUsed)
        {
            Fault(ServicesFile, file.Line, channel.Kind switch
            {
                ChannelKind.Phone or ChannelKind.Relay => "to must be a phone number such as \"020 7974 4444\"",
                ChannelKind.Web => "to must be a web address that begins with https://",
                ChannelKind.Email => "to must be an email address",
                ChannelKind.App => "an app needs a name, and to may only be a web address that begins with https://",
            });
        }

        return channel;
    }

    private OpeningHours ReadHours(HoursFile file)
    {
        var rule = HoursFile.Rule(file.BankHolidays);
        if (rule is null) { Fault(ServicesFile, file.Line, "bank_holidays must be one of as-usual, closed, like-sunday"); }

        if (file.Weekly is not { Count: > 0 } && file.Exceptions is not { Count: > 0 }) { Fault(ServicesFile, file.Line, "hours must say when it is open; leave them out when they are not known"); }

        return new OpeningHours
        {
            Weekly = [.. (file.Weekly ?? []).Select(ReadWeekly)],
            OnBankHolidays = rule ?? OnBankHolidays.AsUsual,
            Exceptions = [.. (file.Exceptions ?? []).Select(ReadException)],
        };
    }

    private WeeklySpan ReadWeekly(WeeklyFile file)
    {
        if (file.Days is not { Count: > 0 }) { Fault(ServicesFile, file.Line, "days must name the days on which it opens"); }

        foreach (var day in (file.Days ?? []).Where(day => RoutingFile.Day(day) is null)) { Fault(ServicesFile, file.Line, $"There is no day '{day}'"); }

        return new WeeklySpan { Days = [.. (file.Days ?? []).Select(day => RoutingFile.Day(day) ?? default).Distinct()], Span = ReadSpan(file) };
    }

    private OtherHours ReadException(ExceptionFile file)
    {
        var (first, last) = (DayWords.Read(file.First), DayWords.Read(file.Last ?? file.First));
        if (first is null || last is null || last < first) { Fault(ServicesFile, file.Line, "first and last must be days such as 2026-12-25, and last not before first"); }

        return new OtherHours
        {
            First = first ?? default,
            Last = last ?? default,
            Spans = [.. Entries(ServicesFile, file.Spans, file.Line).Select(ReadSpan)],
            Because = Optional(ServicesFile, file.Line, "because", file.Because, 120),
        };
    }

    private OpenSpan ReadSpan(SpanFile file)
    {
        if (file.Read() is { } span) { return span; }

        Fault(ServicesFile, file.Line, "from and until must both be times such as \"16:00\", and differ; \"00:00\" to \"00:00\" is the whole day");
        return OpenSpan.WholeDay;
    }
}
