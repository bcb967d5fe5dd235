using Hearback.Vault;

namespace Hearback.Tests.Vault;

public sealed class LinkTokenTests
{
    [Fact]
    public void The_link_brings_back_the_token_whose_hash_was_kept()
    {
        var token = LinkToken.New();

        Assert.Equal(token.Hash, LinkToken.Read(token.Reveal())!.Value.Hash);
        Assert.Equal(43, token.Reveal().Length);
        Assert.NotEqual(token.Hash, LinkToken.New().Hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAA")]
    public void What_cannot_be_a_token_is_none(string? text) => Assert.Null(LinkToken.Read(text));
}
