using System.Xml.Linq;
using Hearback.Data;
using Hearback.Vault;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Hearback.Web.Safety;

/// <summary>The keys of our cookies: in the vault, so that several processes share them, and sealed by the master key, so that the vault alone signs nobody in.</summary>
internal static class CookieKeys
{
    public const string Purpose = "cookie-keys";

    public static void AddCookieKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Hearback").PersistKeysToDbContext<VaultDb>();
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((options, provider) => options.XmlEncryptor = new SealXml(provider));
    }

    /// <summary>
    /// The framework would read the keys at the start. The first form reads them as well, and until then they, and all of XML for them, would only take room.
    /// To be called when all else is added, for several of its parts ask for that.
    /// </summary>
    public static void ReadCookieKeysWhenAsked(this IServiceCollection services) =>
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(IXmlEncryptor).Assembly));
}

/// <summary>Asks for the master key only when a key is made, so that a wrong setting is told by the check of the settings.</summary>
internal sealed class SealXml(IServiceProvider services) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", Convert.ToBase64String(services.GetRequiredService<MasterKey>().Seal(plaintextElement.ToString(), CookieKeys.Purpose).Bytes)), typeof(OpenXml));
}

/// <summary>Made by the framework from the name that stands beside the sealed key.</summary>
internal sealed class OpenXml(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<MasterKey>().Open(new SealedText(Convert.FromBase64String(encryptedElement.Value)), CookieKeys.Purpose));
}
