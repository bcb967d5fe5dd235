using Hearback.Notices;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Notices;

public sealed class NoticeTests
{
    [Fact]
    public void The_waits_grow_to_an_hour_and_it_is_given_up_after_three()
    {
        var now = Service.Start;
        var notice = New(now);
        var waits = new List<TimeSpan>();
        while (notice.GivenUpAt is null)
        {
            notice.Claim(now.AddMinutes(2));
            notice.Failed(now);
            if (notice.NextTryAt is not { } next) { break; }

            waits.Add(next - now);
            now = next;
        }

        Assert.Equal([1.0, 2, 4, 8, 16, 32, 60, 60], waits.Take(8).Select(wait => wait.TotalMinutes));
        Assert.All(waits.Skip(8), wait => Assert.Equal(TimeSpan.FromHours(1), wait));
        Assert.InRange(notice.GivenUpAt!.Value - Service.Start, TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
        Assert.Null(notice.NextTryAt);
    }

    [Fact]
    public void It_is_dated_by_the_hour()
    {
        var notice = New(Service.Start.AddMinutes(47));
        Assert.Equal((Service.Start, (DateTimeOffset?)Service.Start), (notice.QueuedAt, notice.NextTryAt));

        notice.Left(Service.Start.AddMinutes(48));
        Assert.Equal((Service.Start, null), (notice.SentAt, notice.NextTryAt));
    }

    [Fact]
    public void An_administrator_asks_for_one_more_round_only_after_it_was_given_up()
    {
        var notice = New(Service.Start);
        Assert.Throws<RefusedException>(() => notice.TryAgain(Service.Start));

        notice.Failed(Service.Start.AddDays(3));
        notice.TryAgain(Service.Start.AddDays(4));

        Assert.Equal((null, 0, (DateTimeOffset?)Service.Start.AddDays(4)), (notice.GivenUpAt, notice.Tries, notice.NextTryAt));
    }

    private static Notice New(DateTimeOffset now) => new(NoticeKind.ReportUpdated, DataKey.New(), new NoticeContent { To = "rosa@mail.example" }, now);
}
