using CsCheck;

namespace Hearback.Tests.Fuzz;

/// <summary>Bytes as somebody hostile might send them: what is right, changed in a few places.</summary>
internal static class Mutations
{
    private const int MostEdits = 8;
    private const int LongestPiece = 64;

    private enum Act
    {
        Flip,
        Insert,
        Remove,
        Repeat,
        Cut,
        Overwrite,
    }

    public static Gen<byte[]> Of(IReadOnlyList<byte[]> seeds) =>
        Gen.Select(Gen.Int[0, seeds.Count - 1], Edits.Array[0, MostEdits], (seed, edits) => edits.Aggregate(seeds[seed], (bytes, edit) => edit.On(bytes)));

    private static readonly Gen<Edit> Edits = Gen.Select(Gen.Int[0, (int)Act.Overwrite], Gen.Int[0, int.MaxValue - 1], Gen.Int[0, LongestPiece], Gen.Byte.Array[0, 16],
        (act, at, length, bytes) => new Edit((Act)act, at, length, bytes));

    private sealed record Edit(Act Act, int At, int Length, byte[] Bytes)
    {
        public byte[] On(byte[] bytes)
        {
            if (bytes.Length is 0) { return Bytes; }

            var at = At % bytes.Length;
            var end = Math.Min(bytes.Length, at + Length);
            return Act switch
            {
                Act.Flip => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (Length % 8))), .. bytes[(at + 1)..]],
                Act.Insert => [.. bytes[..at], .. Bytes, .. bytes[at..]],
                Act.Remove => [.. bytes[..at], .. bytes[end..]],
                Act.Repeat => [.. bytes[..end], .. Enumerable.Repeat(bytes[at..end], Bytes.Length).SelectMany(piece => piece), .. bytes[end..]],
                Act.Cut => bytes[..at],
                Act.Overwrite => [.. bytes[..at], .. Bytes, .. bytes[Math.Min(bytes.Length, at + Bytes.Length)..]],
            };
        }
    }
}
