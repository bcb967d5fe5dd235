using Hearback.Data;
using Npgsql;

namespace Hearback.Tests.Data;

public sealed class StoreFaultsTests
{
    [Fact]
    public void A_server_that_restarts_is_a_fault_of_the_store_however_the_driver_wraps_it() =>
        Assert.True(new InvalidOperationException("This may pass by itself", new NpgsqlException("Gone", new IOException())).IsOfStore());

    [Fact]
    public void Our_own_mistake_is_none() => Assert.False(new InvalidOperationException("The category is not in the pack.").IsOfStore());
}
