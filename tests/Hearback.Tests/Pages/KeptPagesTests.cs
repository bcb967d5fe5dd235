using System.IO.Compression;
using System.Text;
using Hearback.Tests.Support;

namespace Hearback.Tests.Pages;

/// <summary>What reads the same for everybody is kept and compressed; what does not, never.</summary>
public sealed class KeptPagesTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await Service.StartAsync();
        await _service.Given(APlan.Of(APlan.Action()));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/plan")]
    [InlineData("/services")]
    [InlineData("/services?what=noise")]
    [InlineData("/services?words=noise")]
    [InlineData("/services/clean-camden")]
    [InlineData("/plan?words=locks")]
    [InlineData("/plan/actions/locks")]
    [InlineData("/plan.json")]
    [InlineData("/plan.atom")]
    public async Task Each_gets_the_page_in_the_form_they_asked_for_also_when_it_is_kept(string path)
    {
        var plain = await Get(path);
        var small = await Get(path, "br");
        var zipped = await Get(path, "gzip");

        Assert.Equal(["", "br", "gzip", "br", ""], [plain.Encoding, small.Encoding, zipped.Encoding, (await Get(path, "br")).Encoding, (await Get(path)).Encoding]);
        Assert.Equal(Text(plain), Text(small));
        Assert.Equal(Text(plain), Text(zipped));
    }

    [Theory]
    [InlineData("/report")]
    [InlineData("/track")]
    [InlineData("/plan/follow")]
    [InlineData("/services/clean-camden/wrong")]
    [InlineData("/plan/actions/locks/answer")]
    [InlineData("/staff/sign-in")]
    public async Task A_page_with_a_form_is_never_compressed(string path) => Assert.Equal("", (await Get(path, "br, gzip")).Encoding);

    private async Task<(byte[] Body, string Encoding)> Get(string path, string? accepts = null)
    {
        using var client = new HttpClient(_service.Handler()) { BaseAddress = new Uri("https://localhost") };
        if (accepts is not null) { client.DefaultRequestHeaders.AcceptEncoding.ParseAdd(accepts); }

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), string.Join(',', answer.Content.Headers.ContentEncoding));
    }

    private static string Text((byte[] Body, string Encoding) answer)
    {
        using var body = new MemoryStream(answer.Body);
        using Stream plain = answer.Encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
