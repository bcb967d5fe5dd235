using Hearback.Vault;

namespace Hearback.Web.Pages;

/// <summary>An access code as it is shown this once, with what it is for and, where there is one, the address of a file that holds it.</summary>
public sealed record CodeBox(AccessCode Code, string For, string? File = null);
