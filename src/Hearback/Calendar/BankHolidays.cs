using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Hearback.Calendar;

/// <summary>
/// The bank holidays of England and Wales in the form in which GOV.UK publishes them (https://www.gov.uk/bank-holidays.json): a list that comes
/// with the program and bears the day on which it was taken over, or a newer one from a file.
/// </summary>
public sealed class BankHolidays
{
    /// <summary>So many days before the list ends somebody is told to get the next.</summary>
    public const int WarnDays = 90;

    private const string Division = "england-and-wales";
    private static readonly Lazy<BankHolidays> Ours = new(ReadOurs);
    private readonly FrozenSet<DateOnly> _days;

    private BankHolidays(IEnumerable<DateOnly> days, DateOnly? asOf)
    {
        _days = days.ToFrozenSet();
        AsOf = asOf;
        KnownUntil = new(_days.Max().Year, 12, 31);
    }

    /// <summary>Those that come with the program.</summary>
    public static BankHolidays Embedded => Ours.Value;

    /// <summary>The day on which the list was taken over, when it says so.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>The last day that they are known for. After it only weekends are left out.</summary>
    public DateOnly KnownUntil { get; }

    public bool Contains(DateOnly day) => _days.Contains(day);

    /// <summary>Whether the list ends so soon that dates promised now may be wrong unless somebody gets the next.</summary>
    public bool RunOutSoon(DateOnly today) => today > KnownUntil.AddDays(-WarnDays);

    /// <summary>Reads a file in the form of GOV.UK's. For the years before it begins the list of the program holds.</summary>
    /// <exception cref="RefusedException">It is no such file, or says nothing of England and Wales.</exception>
    public static BankHolidays ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var (days, asOf) = Read(file);
            return new([.. days, .. Embedded._days.Where(day => day.Year < days.Min().Year)], asOf);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("cannot be read");
        }
    }

    private static (IReadOnlyList<DateOnly> Days, DateOnly? AsOf) Read(Stream stream)
    {
        try
        {
            using var json = JsonDocument.Parse(stream);
            var days = json.RootElement.GetProperty(Division).GetProperty("events").EnumerateArray().Select(one => DayOf(one.GetProperty("date"))).ToList();
            if (days.Count is 0) { throw new RefusedException("names no bank holiday of England and Wales"); }

            return (days, json.RootElement.TryGetProperty("as-of", out var asOf) ? DayOf(asOf) : null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RefusedException("is not in the form of https://www.gov.uk/bank-holidays.json");
        }
    }

    private static DateOnly DayOf(JsonElement text) => DateOnly.ParseExact(text.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static BankHolidays ReadOurs()
    {
        using var stream = typeof(BankHolidays).Assembly.GetManifestResourceStream("Hearback.Calendar.bank-holidays.json")
            ?? throw new InvalidOperationException("bank-holidays.json is not embedded.");
        var (days, asOf) = Read(stream);
        return new(days, asOf ?? throw new InvalidOperationException("bank-holidays.json does not say of when it is."));
    }
}
