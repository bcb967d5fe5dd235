using System.ComponentModel.DataAnnotations;
using Hearback.Reports;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Who somebody is and how to reach them, as they type it: a name, and an email address or a phone number.</summary>
public sealed class ContactAnswer : IValidatableObject
{
    [Typed(80, Called = "Your name")]
    public string? Name { get; set; }

    [Typed(254, Called = "Your email address")]
    public string? Email { get; set; }

    [Typed(30, Called = "Your phone number")]
    public string? Phone { get; set; }

    [Typed(500, Called = "How we can safely reach you")]
    public string? SafeWay { get; set; }

    [Typed(200, Called = "When it is safe")]
    public string? SafeTime { get; set; }

    public static ContactAnswer Of(Contact? contact) => contact is null
        ? new()
        : new() { Name = contact.Name, Email = contact.Email, Phone = contact.Phone, SafeWay = contact.SafeWay, SafeTime = contact.SafeTime };

    public Contact Read() => new()
    {
        // A letter greets people by it: one line, whoever wrote it, so that nobody writes a letter of their own to somebody else's address.
        Name = Typed.Read(Name).ReplaceLineEndings(" "),
        Email = Typed.ReadOrNull(Email),
        Phone = Typed.ReadOrNull(Phone),
        SafeWay = Typed.ReadOrNull(SafeWay),
        SafeTime = Typed.ReadOrNull(SafeTime),
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = validationContext.GetRequiredService<IStringLocalizer<Words>>();
        // Not by [Required], which would keep the other answers from being checked until the name is there.
        if (Typed.Read(Name).Length is 0) { yield return new(words["Enter your name, or the name we should call you by"], [nameof(Name)]); }

        var (email, phone) = (Typed.Read(Email), Typed.Read(Phone));
        if (email.Length is 0 && phone.Length is 0)
        {
            yield return new(words["Enter an email address or a phone number, or choose to stay anonymous"], [nameof(Email)]);
        }

        if (email.Length > 0 && !(MimeKit.MailboxAddress.TryParse(email, out var mailbox) && mailbox.Address == email && mailbox.Domain.Contains('.', StringComparison.Ordinal)))
        {
            yield return new(words["Enter an email address in the right form, like name@example.com"], [nameof(Email)]);
        }

        if (phone.Length > 0 && (phone.Count(char.IsAsciiDigit) is < 7 or > 15 || phone.Any(sign => !char.IsAsciiDigit(sign) && !" +()-".Contains(sign, StringComparison.Ordinal))))
        {
            yield return new(words["Enter a phone number, like 020 7946 0000"], [nameof(Phone)]);
        }
    }
}
