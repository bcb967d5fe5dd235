namespace Hearback.Calendar;

/// <summary>
/// Working days of England and Wales: Monday to Friday without the bank holidays. They are the same for all that this program does,
/// like the zone of its clock, so they are set once, before it begins (<see cref="Use"/>).
/// </summary>
public static class WorkingDays
{
    /// <summary>The bank holidays in force.</summary>
    public static BankHolidays Holidays { get; private set; } = BankHolidays.Embedded;

    /// <summary>The last day that the holidays are known for. After it only weekends are left out.</summary>
    public static DateOnly KnownUntil => Holidays.KnownUntil;

    /// <summary>Takes another list, once, before anything counts days.</summary>
    public static void Use(BankHolidays holidays) => Holidays = holidays;

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

        /// <summary>The day that lies <paramref name="count"/> working days before this one; this day itself does not count.</summary>
        public DateOnly MinusWorkingDays(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            var then = day;
            while (count > 0)
            {
                then = then.AddDays(-1);
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
}
