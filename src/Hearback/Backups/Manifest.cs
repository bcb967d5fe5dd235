using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearback.Data;
using Hearback.Vault;

namespace Hearback.Backups;

/// <summary>The two parts of a backup, which are kept in different places.</summary>
public enum BackupPart
{
    /// <summary>Everything but the keys: sealed texts, clocks, notices, the record, the plan.</summary>
    Main,

    /// <summary>The data keys, wrapped by the master key, and the keys of cookies.</summary>
    Vault,
}

/// <summary>A file of a backup, and what is in it.</summary>
public sealed record KeptFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The file as it lies there now.</summary>
    public static async Task<KeptFile> OfAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return new(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
    }
}

/// <summary>
/// What lies in one part of a backup. It is written last, so that a part without it was not finished, and it bears a mark that only the master
/// key makes: whoever changes a file cannot make the manifest agree.
/// </summary>
public sealed record Manifest
{
    private const string FileName = "manifest.json";
    private const int Now = 1;
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public int Format { get; init; } = Now;

    public required BackupPart Part { get; init; }

    /// <summary>Which backup: both parts of one bear the same.</summary>
    public required Guid Backup { get; init; }

    /// <summary>Whose: it comes from the master key and tells nothing of it.</summary>
    public required Guid System { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string Program { get; init; }

    public required DatabaseKind Database { get; init; }

    /// <summary>The shape that the database had.</summary>
    public required string Migration { get; init; }

    public required IReadOnlyList<KeptFile> Files { get; init; }

    public Guid? Mark { get; init; }

    public static Guid SystemOf(MasterKey master) => master.Fingerprint("Hearback", "backup.system");

    public async Task WriteAsync(string folder, MasterKey master)
    {
        await using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew);
        await JsonSerializer.SerializeAsync(file, this with { Mark = MarkBy(master) }, Written);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads the manifest of a part, and looks whether all that it names lies there unchanged.</summary>
    /// <exception cref="RefusedException">It is missing, of another system or part, or damaged.</exception>
    public static async Task<Manifest> CheckAsync(string folder, BackupPart part, MasterKey master)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) { throw new RefusedException($"There is no {path}: this is no backup, or one that was not finished"); }

        var found = Read(await File.ReadAllBytesAsync(path)) ?? throw Damaged(path);
        if (found.System != SystemOf(master)) { throw new RefusedException($"The backup in {folder} was made with another master key: put that key in place first"); }

        if (found.Mark != found.MarkBy(master)) { throw Damaged(path); }

        if (found.Part != part) { throw new RefusedException($"In {folder} lies the {Named(found.Part)}, where the {Named(part)} should be"); }

        foreach (var file in found.Files)
        {
            var lies = Path.Combine(folder, file.Name);
            if (!File.Exists(lies) || await KeptFile.OfAsync(lies) != file) { throw Damaged(lies); }
        }

        return found;
    }

    public static string Named(BackupPart part) => part switch
    {
        BackupPart.Main => "main database",
        BackupPart.Vault => "vault",
    };

    private static Manifest? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(json, Written) is { Format: Now } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RefusedException Damaged(string file) => new($"{file} is missing or not as it was backed up: the backup is damaged");

    private Guid MarkBy(MasterKey master) => master.Fingerprint(JsonSerializer.Serialize(this with { Mark = null }, Written), "backup.manifest");
}
