using System.ComponentModel.DataAnnotations;
using Hearback.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Audit;

/// <summary>How the record is kept. Section <c>Audit</c>.</summary>
public sealed class RecordOptions : IValidatableObject
{
    /// <summary>Where the hourly heads of the record are written: <c>heads</c> in the data folder, better a folder on another disk or machine.</summary>
    [Required(ErrorMessage = "Audit:HeadsFolder must name the folder in which the heads of the record are written")]
    public string HeadsFolder { get; set; } = "";

    /// <summary>Months for which entries are kept. 1 to 1200.</summary>
    public int Months { get; set; } = 72;

    /// <summary>Months for which entries of the front door are kept. 1 to 1200.</summary>
    public int SignInMonths { get; set; } = 12;

    public int MonthsOf(Book book) => book is Book.SignIns ? SignInMonths : Months;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Months is < 1 or > 1200) { yield return new("Audit:Months must be from 1 to 1200"); }

        if (SignInMonths is < 1 or > 1200) { yield return new("Audit:SignInMonths must be from 1 to 1200"); }
    }
}

[OptionsValidator]
internal sealed partial class RecordOptionsValidator : IValidateOptions<RecordOptions>;

public static class AuditServices
{
    /// <summary>The record of who did and who read what, its chain, and the heads outside the database.</summary>
    public static IServiceCollection AddRecord(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RecordOptions>().BindEach(configuration.GetSection("Audit"))
            .PostConfigure(record => record.HeadsFolder = record.HeadsFolder is "" ? Path.Combine(configuration["Data:Folder"] ?? DataOptions.UsualFolder, "heads") : record.HeadsFolder)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecordOptions>, RecordOptionsValidator>();
        services.AddSingleton<RecordChain>().AddSingleton<RecordHeads>().AddScoped<VerifyRecord>().AddScoped<TakeOverRecord>();
        services.AddSingleton<WriteHeads>().AddSingleton<RemoveOldEntries>();
        services.AddHostedService(s => s.GetRequiredService<RemoveOldEntries>());
        services.AddHostedService(s => s.GetRequiredService<WriteHeads>());
        return services;
    }
}
