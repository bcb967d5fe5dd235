using Microsoft.Data.Sqlite;

namespace Hearback.Bench;

/// <summary>
/// A bare Kestrel server: it answers <c>GET /page</c> with the bytes it was given, and <c>POST /row</c> after it has read the request, the same
/// that Hearback gets, and inserted one row of the bytes, one at a time, as durably as Hearback does. What it cannot do, no program on this machine can.
/// </summary>
internal static class Yardstick
{
    public const string PageFile = "page.bin";
    public const string RowFile = "row.bin";

    public static async Task ServeAsync(string folder, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        await using var app = builder.Build();
        var page = Read(PageFile);
        app.MapGet("/", () => Results.Ok());
        app.MapGet("/page", () => Results.Bytes(page, "text/html; charset=utf-8"));

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")}");
        await connection.OpenAsync();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, content BLOB NOT NULL)");
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (content) VALUES ($content)";
        insert.Parameters.AddWithValue("$content", Read(RowFile));
        using var one = new SemaphoreSlim(1);
        app.MapPost("/row", async (HttpRequest request) =>
        {
            await request.BodyReader.CopyToAsync(Stream.Null);
            await one.WaitAsync();
            try
            {
                insert.ExecuteNonQuery();
            }
            finally
            {
                one.Release();
            }

            return Results.Ok();
        });
        await app.RunAsync();

        byte[] Read(string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : [];

        void Execute(string text)
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            command.ExecuteNonQuery();
        }
    }

    public static Task<Served> StartAsync(string folder) => Served.StartAsync(typeof(Yardstick).Assembly.Location, ["yardstick", folder, "{address}"]);
}
