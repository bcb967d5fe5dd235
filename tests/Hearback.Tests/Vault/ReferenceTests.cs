using Hearback.Vault;

namespace Hearback.Tests.Vault;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("HB-7Q4-M2X")]
    [InlineData("hb-7q4-m2x")]
    [InlineData("7Q4-M2X")]
    [InlineData("7q4m2x")]
    [InlineData("HB7Q4M2X")]
    [InlineData("  HB 7Q4 M2X. ")]
    public void Typing_is_forgiven(string typed) => Assert.Equal("HB-7Q4-M2X", Reference.Read(typed)?.Value);

    [Theory]
    [InlineData("HB-7O4-MIX", "HB-704-M1X")]
    [InlineData("HB-7U4-MLX", "HB-7V4-M1X")]
    [InlineData("HB-HBH-BHB", "HB-HBH-BHB")]
    [InlineData("HBHBHB", "HB-HBH-BHB")]
    public void Look_alikes_are_read_as_what_was_meant(string typed, string meant) => Assert.Equal(meant, Reference.Read(typed)?.Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HB")]
    [InlineData("HB-7Q4-M2")]
    [InlineData("XX-7Q4-M2X")]
    [InlineData("HB-7Q4-M2X-0")]
    [InlineData("' OR 1=1 --")]
    public void What_cannot_be_a_reference_is_none(string? typed) => Assert.Null(Reference.Read(typed));

    [Fact]
    public void A_new_one_reads_as_itself()
    {
        var reference = Reference.New();

        Assert.Equal(reference, Reference.Read(reference.Value));
        Assert.Matches("^HB-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$", reference.Value);
    }
}
