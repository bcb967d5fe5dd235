namespace Hearback.Vault;

/// <summary>The public name of a report, such as HB-7Q4-M2X. It is not secret and says nothing about the report.</summary>
public readonly record struct Reference
{
    private Reference(string value) => Value = value;

    public string Value { get; }

    public static Reference New() => Of(Letters.Random(6));

    /// <summary>Reads what a person typed, with or without the HB, forgivingly; null when it cannot be a reference.</summary>
    public static Reference? Read(string? typed)
    {
        if (typed is null || Letters.Read(typed) is not { } letters) { return null; }

        return letters.Length switch
        {
            6 => Of(letters),
            8 when letters.StartsWith("HB", StringComparison.Ordinal) => Of(letters[2..]),
            _ => null,
        };
    }

    /// <summary>A reference as it was stored.</summary>
    internal static Reference Stored(string value) => new(value);

    private static Reference Of(string six) => new($"HB-{six[..3]}-{six[3..]}");

    public override string ToString() => Value;
}
