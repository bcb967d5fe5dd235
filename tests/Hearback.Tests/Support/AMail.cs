using System.Text;
using Hearback.Notices;
using MimeKit;

namespace Hearback.Tests.Support;

/// <summary>Emails as they come over the wire. Everybody in them is made up.</summary>
internal static class AMail
{
    public const string Rosa = "Rosa Field <rosa@mail.example>";

    /// <summary>A short plain email, with whatever other headers a test is about.</summary>
    public static string Text(string body = "They deal on our stairs again.", string from = Rosa, string? subject = "Stairs", string id = "one", params string[] headers) =>
        string.Join("\r\n", [$"From: {from}", "To: hearback@hearback.example", .. subject is null ? [] : new[] { $"Subject: {subject}" }, $"Message-ID: <{id}@mail.example>",
            "Date: Mon, 1 Jun 2026 09:58:00 +0100", .. headers, .. headers.Any(IsOfBody) ? [] : new[] { "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit" }, "", body.ReplaceLineEndings("\r\n"), ""]);

    /// <summary>An email in several parts, each with its own headers.</summary>
    public static string Parts(string kind, params string[] parts) =>
        Text(string.Concat(parts.Select(part => $"--edge\r\n{part}\r\n")) + "--edge--\r\n", headers: ["MIME-Version: 1.0", $"Content-Type: multipart/{kind}; boundary=edge"]);

    public static ArrivedMail Arrived(string text) => new(Read(text));

    public static MimeMessage Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static MimeMessage Read(byte[] bytes) => MimeMessage.Load(new MemoryStream(bytes), TestContext.Current.CancellationToken);

    private static bool IsOfBody(string header) => header.StartsWith("Content-Type", StringComparison.OrdinalIgnoreCase);
}
