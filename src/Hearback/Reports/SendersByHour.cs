namespace Hearback.Reports;

/// <summary>Counts the emails of each sender: two machines that answer each other write more in an hour than a person does.</summary>
public sealed class SendersByHour(TimeProvider time)
{
    /// <summary>How many emails of one sender are taken in an hour.</summary>
    public const int MostAnHour = 20;

    private readonly FewOfEach _mails = new(MostAnHour);

    /// <summary>Whether one more may be taken. The same again, for instance because the store was away, counts once.</summary>
    public bool MayWrite(string address, Guid mail) => _mails.MayPass(address, mail, time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour);
}
