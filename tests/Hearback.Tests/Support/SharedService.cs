namespace Hearback.Tests.Support;

/// <summary>One service for all tests of a class that leave nothing behind which another would meet.</summary>
public sealed class SharedService : IAsyncLifetime
{
    public Service Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await Service.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
