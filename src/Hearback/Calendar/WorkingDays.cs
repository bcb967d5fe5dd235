using System.Collections.Frozen;
using System.Text.Json;

namespace Hearback.Calendar;

/// <summary>
/// Working days of England and Wales: Monday to Friday without the bank holidays that GOV.UK publishes
/// (https://www.gov.uk/bank-holidays), kept in <c>bank-holidays.json</c>.
/// </summary>
public static class WorkingDays
{
    private static readonly FrozenSet<DateOnly> Holidays = Read();

    /// <summary>The last day that the holidays are known for. After it only weekends are left out.</summary>
    public static DateOnly KnownUntil { get; } = new(Holidays.Max().Year, 12, 31);

    extension(DateOnly day)
    {
        /// <summary>Whether it is one of England and Wales; false for all days after <see cref="KnownUntil"/>.</summary>
        public bool IsBankHoliday => Holidays.Contains(day);

        public bool IsWorkingDay => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

        /// <summary>The day that lies <paramref name="count"/> working days after this one; this day itself does not count.</summary>
        public DateOnly PlusWorkingDays(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            var then = day;
            while (count > 0)
            {
                then = then.AddDays(1);
                if (then.IsWorkingDay) { count--; }
            }

            return then;
        }

        /// <summary>How many working days lie after this day, up to and with <paramref name="other"/>; negative when it lies before.</summary>
        public int WorkingDaysUntil(DateOnly other)
        {
            if (other < day) { return -other.WorkingDaysUntil(day); }

            var count = 0;
            for (var then = day.AddDays(1); then <= other; then = then.AddDays(1))
            {
                if (then.IsWorkingDay) { count++; }
            }

            return count;
        }
    }

    private static FrozenSet<DateOnly> Read()
    {
        using var stream = typeof(WorkingDays).Assembly.GetManifestResourceStream("Hearback.Calendar.bank-holidays.json")
            ?? throw new InvalidOperationException("bank-holidays.json is not embedded.");
        return (JsonSerializer.Deserialize<DateOnly[]>(stream) ?? []).ToFrozenSet();
    }
}
