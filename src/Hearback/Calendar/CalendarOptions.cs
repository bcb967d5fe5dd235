using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Calendar;

/// <summary>Which days are working days. Section <c>Calendar</c>.</summary>
public sealed class CalendarOptions
{
    /// <summary>A file in the form of https://www.gov.uk/bank-holidays.json that takes the place of the list that comes with the program.</summary>
    public string? BankHolidays { get; set; }

    /// <summary>The list in force.</summary>
    /// <exception cref="RefusedException">The file is not good.</exception>
    public BankHolidays Read() => BankHolidays is { Length: > 0 } file ? Calendar.BankHolidays.ReadFile(file) : Calendar.BankHolidays.Embedded;
}

internal sealed class CalendarOptionsValidator : IValidateOptions<CalendarOptions>
{
    public ValidateOptionsResult Validate(string? name, CalendarOptions options)
    {
        try
        {
            options.Read();
            return ValidateOptionsResult.Success;
        }
        catch (RefusedException refused)
        {
            return ValidateOptionsResult.Fail($"Calendar:BankHolidays: Calendar:BankHolidays must be a file of bank holidays, and '{options.BankHolidays}' {refused.Message}");
        }
    }
}

public static class CalendarServices
{
    /// <summary>The bank holidays, from the program or from a file.</summary>
    public static IServiceCollection AddCalendar(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CalendarOptions>().BindEach(configuration.GetSection("Calendar")).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<CalendarOptions>, CalendarOptionsValidator>();
    }
}
