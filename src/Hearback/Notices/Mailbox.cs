namespace Hearback.Notices;

/// <summary>Which mailbox an email address leads to.</summary>
public static class Mailbox
{
    /// <summary>One name for all addresses of a mailbox: "rosa+1@" and "Rosa@" are one with most providers, and a flood of letters would use that.</summary>
    public static string Of(string address) =>
        address.Trim().ToUpperInvariant().Split('@', 2) is [var name, var host] ? $"{name.Split('+', 2)[0]}@{host}" : address.Trim().ToUpperInvariant();
}
