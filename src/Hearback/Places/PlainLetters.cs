namespace Hearback.Places;

/// <summary>Letters as they are typed on any keyboard: small, and without the marks that some languages put on them.</summary>
/// <remarks>The tables of all languages take eight megabytes of a small machine, and these rows say what we need of them: docs/adr/0031.</remarks>
internal static class PlainLetters
{
    private static readonly (char Plain, string Marked)[] Rows =
    [
        ('a', "àáâãäåāăąǎǟǡǻȁȃȧ"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęěȅȇȩ"),
        ('g', "ĝğġģǧǵ"),
        ('h', "ĥħȟ"),
        ('i', "ìíîïĩīĭįıǐȉȋ"),
        ('j', "ĵǰ"),
        ('k', "ķǩ"),
        ('l', "ĺļľł"),
        ('n', "ñńņňǹ"),
        ('o', "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱ"),
        ('r', "ŕŗřȑȓ"),
        ('s', "śŝşšș"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűųưǔǖǘǚǜȕȗ"),
        ('w', "ŵ"),
        ('y', "ýÿŷȳ"),
        ('z', "źżž"),
    ];

    private static readonly Dictionary<char, char> PlainOf = Rows.SelectMany(row => row.Marked.Select(marked => (marked, row.Plain))).ToDictionary();

    public static char Of(char sign) => PlainOf.GetValueOrDefault(char.ToLowerInvariant(sign), char.ToLowerInvariant(sign));
}
