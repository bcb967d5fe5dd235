using Hearback.Data;
using Hearback.Calendar;
using Hearback.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hearback.Reports;

/// <summary>
/// Empties the mailbox: each email becomes a report or a message once, and leaves the mailbox after that is safe on disk. A mailbox that is away
/// is tried again, after waits that grow, and stops nothing else.
/// </summary>
public sealed partial class ReceiveMail(IServiceScopeFactory scopes, Inbox inbox, IOptions<InboxOptions> options, JobRuns runs, TimeProvider time, ILogger<ReceiveMail> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    private DateOnly _sweptOn;

    /// <summary>How it stands with the mailbox since this process began.</summary>
    public InboxState State { get; private set; } = new();

    /// <summary>Takes what has arrived. A fault is counted and shown, and what was not taken stays in the mailbox.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            await inbox.ReadAsync(TakeAsync, stop);
            await SweepAsync();
            State = State with { ReadAt = time.GetUtcNow(), Fault = null, FailingSince = null, Tries = 0 };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // Whatever it is: the service has other work, and the next round tries again. What a server says may repeat an address, so only the kind is told.
            State = State with { Fault = Inbox.FaultOf(fault), FailingSince = State.FailingSince ?? time.GetUtcNow(), Tries = State.Tries + 1 };
            Log.NotRead(logger, State.Fault.Value, State.Tries, fault.GetType().Name);
        }
    }

    /// <summary>How long until the next round: longer after each failure in a row.</summary>
    public TimeSpan Wait
    {
        get
        {
            var usual = TimeSpan.FromSeconds(options.Value.EverySeconds);
            return State.Tries is 0 || usual > LongestWait ? usual : TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, usual.Ticks << Math.Min(State.Tries, 12)));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.Value.IsOn) { runs.Starts<ReceiveMail>(TimeSpan.FromSeconds(options.Value.EverySeconds)); }

            while (options.Value.IsOn)
            {
                await RoundAsync(stoppingToken);
                if (State.Fault is not null) { runs.Fails<ReceiveMail>(); }

                runs.Ended<ReceiveMail>();
                await Task.Delay(Wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task<WhyAside?> TakeAsync(ArrivedMail arrived)
    {
        var why = await TryAsync(arrived);
        State = why is null ? State with { Taken = State.Taken + 1 } : State with { Aside = State.Aside + 1 };
        if (why is { } reason) { Log.PutAside(logger, reason, State.Aside); }

        return why;
    }

    private async Task<WhyAside?> TryAsync(ArrivedMail arrived)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<TakeMail>().TakeAsync(arrived);
        }
        catch (Exception fault) when (!fault.IsOfStore() && fault is not (NotReceivedException or OperationCanceledException))
        {
            // Whatever is wrong with one email must not keep back the others, and a person can still read it.
            Log.NotTaken(logger, fault.GetType().Name);
            return WhyAside.Unreadable;
        }
    }

    private async Task SweepAsync()
    {
        if (_sweptOn == time.Today) { return; }

        await using var scope = scopes.CreateAsyncScope();
        var oldest = time.Today.AddDays(-TakenMail.KeptDays);
        await scope.ServiceProvider.GetRequiredService<HearbackDb>().TakenMails.Where(mail => mail.On < oldest).ExecuteDeleteAsync();
        _sweptOn = time.Today;
    }

    private static partial class Log
    {
        [LoggerMessage(1105, LogLevel.Warning, "The mailbox cannot be read, try {Tries}, {Fault}: {Kind}")]
        public static partial void NotRead(ILogger logger, InboxFault fault, int tries, string kind);

        [LoggerMessage(1106, LogLevel.Information, "An email became nothing and was put aside: {Why}. It is number {Count} since the start")]
        public static partial void PutAside(ILogger logger, WhyAside why, int count);

        [LoggerMessage(1108, LogLevel.Error, "An email could not be taken: {Kind}")]
        public static partial void NotTaken(ILogger logger, string kind);

        [LoggerMessage(1107, LogLevel.Debug, "The mailbox is no longer read")]
        public static partial void Stopped(ILogger logger);
    }
}
