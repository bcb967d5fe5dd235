using Hearback.Staff;

namespace Hearback.Tests.Support;

/// <summary>An authenticator app on a phone whose clock is that of the service.</summary>
internal static class Authenticator
{
    /// <summary>What the app shows now for this key, as the set-up page writes it.</summary>
    public static string Show(string key, Service service) => AuthenticatorCode.Shown(key.Replace(" ", "", StringComparison.Ordinal), service.Time.GetUtcNow());
}
