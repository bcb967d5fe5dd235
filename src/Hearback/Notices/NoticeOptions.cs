using System.ComponentModel.DataAnnotations;
using Hearback.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Notices;

/// <summary>How letters leave. Section <c>Notices</c>.</summary>
public sealed class NoticeOptions : IValidatableObject
{
    /// <summary>Where people reach this service; links in letters begin with it.</summary>
    [Required(ErrorMessage = "Notices:Address must be the address at which people reach this service, such as https://hearback.example")]
    [Url(ErrorMessage = "Notices:Address must be a web address, such as https://hearback.example")]
    public string Address { get; set; } = "http://localhost:5080";

    /// <summary>The sender's address.</summary>
    [Required(ErrorMessage = "Notices:From must be the email address that letters come from")]
    [EmailAddress(ErrorMessage = "Notices:From must be an email address")]
    public string From { get; set; } = "hearback@hearback.example";

    /// <summary>Seconds between two looks at the outbox. 1 to 300.</summary>
    public int EverySeconds { get; set; } = 2;

    /// <summary>The mail server. Without one, letters are written as files.</summary>
    [ValidateObjectMembers]
    public SmtpOptions? Smtp { get; set; }

    /// <summary>Where letters are written while no mail server is set: <c>mail</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    // Not by [Range]: the generated validator would say a sentence of its own instead of ours.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EverySeconds is < 1 or > 300) { yield return new("Notices:EverySeconds must be from 1 to 300"); }
    }
}

/// <summary>A mail server. Section <c>Notices:Smtp</c>.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    [Required(ErrorMessage = "Notices:Smtp:Host must be the name of the mail server")]
    public string Host { get; set; } = "";

    /// <summary>1 to 65535.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Speak STARTTLS, and refuse a server that does not.</summary>
    public bool Tls { get; set; } = true;

    public string? User { get; set; }

    public string? Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Port is < 1 or > 65535) { yield return new("Notices:Smtp:Port must be from 1 to 65535"); }
    }
}

[OptionsValidator]
internal sealed partial class NoticeOptionsValidator : IValidateOptions<NoticeOptions>;

public static class NoticeServices
{
    /// <summary>The outbox, the post by which it empties, and the mailbox in which emails to us arrive.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NoticeOptions>().BindEach(configuration.GetSection("Notices"))
            .PostConfigure(notices => notices.Folder = notices.Folder is "" ? Path.Combine(configuration["Data:Folder"] ?? DataOptions.UsualFolder, "mail") : notices.Folder)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>();
        services.AddSingleton<FilePost>().AddSingleton<SmtpPost>();
        services.AddSingleton<IPost>(s => s.GetRequiredService<IOptions<NoticeOptions>>().Value.Smtp is null ? s.GetRequiredService<FilePost>() : s.GetRequiredService<SmtpPost>());
        services.AddSingleton<SendNotices>();
        services.AddHostedService(s => s.GetRequiredService<SendNotices>());
        services.AddOptions<InboxOptions>().BindEach(configuration.GetSection("Inbox")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InboxOptions>, InboxOptionsValidator>();
        services.AddSingleton<Inbox>().AddSingleton<OurMailbox>();
        return services;
    }
}
