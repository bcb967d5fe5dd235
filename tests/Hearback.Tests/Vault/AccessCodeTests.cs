using Hearback.Vault;

namespace Hearback.Tests.Vault;

public sealed class AccessCodeTests
{
    private const string Typed = "7Q4M-2X0K-V1H3-9BTN-CDEF-5ZRJ";
    private const string Meant = "7Q4M2X0KV1H39BTNCDEF5ZRJ";

    [Fact]
    public void A_code_has_24_of_32_signs_which_are_120_bits()
    {
        var codes = Enumerable.Range(0, 500).Select(_ => AccessCode.New().Reveal()).ToList();

        Assert.All(codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{24}$", code));
        Assert.Equal(32, codes.SelectMany(code => code).Distinct().Count());
        Assert.Equal(500, codes.Distinct().Count());
    }

    [Fact]
    public void It_is_shown_in_six_groups_of_four() =>
        Assert.Equal(["7Q4M", "2X0K", "V1H3", "9BTN", "CDEF", "5ZRJ"], AccessCode.Read(Typed)!.Value.Groups);

    [Theory]
    [InlineData(Typed)]
    [InlineData(Meant)]
    [InlineData("7q4m 2x0k v1h3 9btn cdef 5zrj")]
    [InlineData("7Q4M-2XOK-VIH3-9BTN-CDEF-5ZRJ")]
    [InlineData("7Q4M-2XoK-ulH3-9BTN-CDEF-5ZRJ")]
    [InlineData("  7Q4M–2X0K—V1H3 9BTN.CDEF_5ZRJ\r\n")]
    [InlineData("7Q4M\u00A02X0K\u00ADV1H3\u200B9BTNCDEF5ZRJ")]
    public void Typing_is_forgiven(string typed) => Assert.Equal(Meant, AccessCode.Read(typed)?.Reveal());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7Q4M-2X0K-V1H3-9BTN-CDEF-5ZR")]
    [InlineData("7Q4M-2X0K-V1H3-9BTN-CDEF-5ZRJ-0")]
    [InlineData("7Q4M-2X0K-V1H3-9BTN-CDEF-5ZRÉ")]
    [InlineData("🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(AccessCode.Read(typed));

    [Fact]
    public void Something_endless_is_no_code() => Assert.Null(AccessCode.Read(new string('A', 1_000_000)));

    [Theory]
    [InlineData("5ZRJ", true)]
    [InlineData("5zrj", true)]
    [InlineData(" 5Z RJ ", true)]
    [InlineData(Typed, true)]
    [InlineData("CDEF", false)]
    [InlineData("ZRJ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Typing_the_last_group_shows_that_it_was_kept(string? typed, bool kept) => Assert.Equal(kept, AccessCode.Read(Typed)!.Value.EndsWith(typed));

    [Fact]
    public void What_is_kept_of_a_code_knows_it_again_and_no_other()
    {
        var code = AccessCode.New();
        var hash = AccessCodeHash.Of(code);

        Assert.True(hash.Matches(AccessCode.Read(code.Reveal().ToLowerInvariant())!.Value));
        Assert.False(hash.Matches(AccessCode.New()));
        Assert.False(AccessCodeHash.OfNobody.Matches(code));
        Assert.NotEqual(hash.Hash, AccessCodeHash.Of(code).Hash);
    }
}
