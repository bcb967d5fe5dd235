using System.Security.Cryptography;
using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Vault;

/// <summary>A data key as the vault keeps it: wrapped by the master key. Deleting the row forgets all that the key sealed.</summary>
public sealed class WrappedKey
{
    private readonly List<ReporterMark> _marks = [];

    public required DataKeyId Id { get; init; }

    public required byte[] Bytes { get; init; }

    /// <summary>What tells whose report it is, of the key of a report of somebody who left an address; it goes with the key.</summary>
    public IReadOnlyList<ReporterMark> Marks { get => _marks; init => _marks = [.. value]; }

    /// <summary>Whether this is the master key that wrapped it.</summary>
    public bool IsWrappedBy(MasterKey master)
    {
        try
        {
            DataKey.Unwrap(this, master);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>The key was forgotten, and with it all that it sealed: whoever asks is told so in plain words.</summary>
public sealed class ForgottenException() : InvalidOperationException("The data key is not in the vault.");

/// <summary>The data keys, in a database apart from what they seal.</summary>
public sealed class KeyVault(VaultDb db, MasterKey master)
{
    /// <summary>Makes a key and keeps it at once, so that nothing is ever sealed under a key that was lost.</summary>
    public async Task<DataKey> NewKeyAsync()
    {
        var key = DataKey.New();
        db.Keys.Add(key.WrappedBy(master));
        await db.SaveChangesAsync();
        return key;
    }

    /// <exception cref="ForgottenException">The key was forgotten, and with it what it sealed.</exception>
    public async Task<DataKey> OpenAsync(DataKeyId id) => await FindAsync(id) ?? throw new ForgottenException();

    /// <summary>The key; null when it was forgotten, and with it what it sealed.</summary>
    public async Task<DataKey?> FindAsync(DataKeyId id) =>
        await db.Keys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id) is { } wrapped ? DataKey.Unwrap(wrapped, master) : null;

    /// <summary>Keeps what tells whose report it is, for one whose reporter was not known before. What is there already stays.</summary>
    public async Task MarkAsync(DataKeyId key, IReadOnlyList<ReporterMark> marks)
    {
        foreach (var mark in marks)
        {
            if (await db.Marks.AnyAsync(known => known.KeyId == key && known.Person == mark.Person)) { continue; }

            mark.KeyId = key;
            db.Marks.Add(mark);
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Forgets a key, and with it all that it sealed. Nothing happens when it was forgotten before.</summary>
    public async Task ForgetAsync(DataKeyId id)
    {
        if (await db.Keys.Where(key => key.Id == id).ExecuteDeleteAsync() > 0) { await db.ScrubAsync(); }
    }
}
