using Hearback.Vault;

namespace Hearback.Tests.Vault;

public sealed class IdsTests
{
    [Fact]
    public void Ids_drawn_after_one_another_lie_beside_one_another_in_both_databases()
    {
        // From a drawer of its own: other tests draw from that of the process at the same time.
        var drawer = new Ids.Drawer();
        var ids = Enumerable.Range(0, 1000).Select(_ => drawer.Next()).ToList();

        // SQLite compares their text and PostgreSQL their bytes in this order.
        var steps = ids.Select(Place).Zip(ids.Skip(1).Select(Place), (one, next) => next - one);
        Assert.All(steps, step => Assert.Equal(1UL, step));
        Assert.Equal(1000, ids.Select(Rest).Distinct().Count());
        Assert.All(ids, id => Assert.Equal((8, 2), (id.Version, id.Variant >> 2)));
    }

    [Fact]
    public void What_belongs_to_something_lies_beside_it_and_nobody_can_guess_it()
    {
        var report = Ids.Next();
        var beside = Enumerable.Range(0, 100).Select(_ => Ids.Beside(report)).ToList();

        Assert.All(beside, id => Assert.Equal(Place(report), Place(id)));
        Assert.Equal(100, beside.Select(Rest).Distinct().Count());
    }

    private static ulong Place(Guid id) => Convert.ToUInt64(id.ToString("N")[..12], 16);

    private static string Rest(Guid id) => id.ToString("N")[12..];
}
