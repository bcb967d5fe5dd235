using System.Reflection;
using System.Runtime.InteropServices;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>What runs here, and which version of it.</summary>
public sealed record Versions(string Program, string Runtime, string System, string Database, string Schema, int Pack, int? Edition)
{
    public static async Task<Versions> OfAsync(HearbackDb db, CancellationToken stop)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(stop);
        var server = $"{(db.Database.IsSqlite() ? "SQLite" : "PostgreSQL")} {connection.ServerVersion}";
        await db.Database.CloseConnectionAsync();
        return new(
            typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, server,
            (await db.Database.GetAppliedMigrationsAsync(stop)).LastOrDefault() ?? "",
            await db.Packs.MaxAsync(version => version.Number, stop),
            await db.Editions.MaxAsync(edition => (int?)edition.Number, stop));
    }
}
