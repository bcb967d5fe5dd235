using System.Security.Cryptography;
using System.Text;
using Hearback.Vault;

namespace Hearback.Tests.Vault;

public sealed class SealTests
{
    private readonly DataKey _key = DataKey.New();

    [Theory]
    [InlineData("")]
    [InlineData("They are on the stairs again")]
    [InlineData("شكرا ধন্যবাদ 🏠\u202E\0")]
    public void What_was_sealed_opens_again(string words) => Assert.Equal(words, _key.Open(_key.Seal(words, "thread.1"), "thread.1"));

    [Fact]
    public void A_seal_shows_nothing_of_the_words() =>
        Assert.DoesNotContain("stairs", Encoding.Latin1.GetString(_key.Seal("on the stairs", "thread.1").Bytes), StringComparison.Ordinal);

    [Fact]
    public void The_same_words_never_look_the_same() => Assert.NotEqual(_key.Seal("yes", "thread.1").Bytes, _key.Seal("yes", "thread.1").Bytes);

    [Fact]
    public void A_name_moved_to_where_a_message_stands_does_not_open() =>
        Assert.ThrowsAny<CryptographicException>(() => _key.Open(_key.Seal("Rosa", "report.contact"), "thread.1"));

    [Fact]
    public void Another_key_opens_nothing() => Assert.ThrowsAny<CryptographicException>(() => DataKey.New().Open(_key.Seal("Rosa", "report.contact"), "report.contact"));

    [Fact]
    public void Changing_any_byte_is_noticed()
    {
        var whole = _key.Seal("Rosa", "report.contact").Bytes;

        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _key.Open(new SealedText(changed), "report.contact"));
        }
    }

    [Fact]
    public void Cutting_a_seal_short_is_noticed()
    {
        var whole = _key.Seal("Rosa", "report.contact").Bytes;

        Assert.All(Enumerable.Range(0, whole.Length), length =>
            Assert.ThrowsAny<CryptographicException>(() => _key.Open(new SealedText(whole[..length]), "report.contact")));
    }

    [Fact]
    public void A_key_in_the_vault_opens_only_under_the_master_key_and_its_own_name()
    {
        var master = new MasterKey(new byte[32]);
        var another = new MasterKey([.. Enumerable.Repeat((byte)1, 32)]);
        var wrapped = _key.WrappedBy(master);

        Assert.Equal("Rosa", DataKey.Unwrap(wrapped, master).Open(_key.Seal("Rosa", "report.contact"), "report.contact"));
        Assert.ThrowsAny<CryptographicException>(() => DataKey.Unwrap(wrapped, another));
        Assert.ThrowsAny<CryptographicException>(() => DataKey.Unwrap(new() { Id = new DataKeyId(Guid.NewGuid()), Bytes = wrapped.Bytes }, master));
    }

    [Fact]
    public void A_secret_never_shows_itself_by_accident()
    {
        var code = AccessCode.New();
        var token = LinkToken.New();

        Assert.DoesNotContain(code.Reveal(), $"{code} {new { code }}", StringComparison.Ordinal);
        Assert.DoesNotContain(token.Reveal(), $"{token} {new { token }}", StringComparison.Ordinal);
        Assert.Equal("(sealed)", _key.Seal("Rosa", "report.contact").ToString());
    }

    [Fact]
    public void The_master_key_is_made_once_and_only_its_owner_can_read_it()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hearback-test-").FullName;
        var file = Path.Combine(folder, "master.key");
        var wrapped = _key.WrappedBy(MasterKey.FromFile(file));

        Assert.Equal("Rosa", DataKey.Unwrap(wrapped, MasterKey.FromFile(file)).Open(_key.Seal("Rosa", "report.contact"), "report.contact"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file));
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
