using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Hearback.Fault.Tests.Support;

/// <summary>A letter as the mail server got it: its Message-Id, and the reference that it tells of.</summary>
internal sealed record GotLetter(string MessageId, string Reference);

internal enum MailMode
{
    Takes,
    Refuses,
    Hangs,
}

/// <summary>A real mail server on loopback that takes letters from several at once, refuses them, or says nothing.</summary>
internal sealed partial class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<GotLetter> _letters = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public MailMode Mode { get; set; }

    public IReadOnlyList<GotLetter> Letters => [.. _letters];

    public Dictionary<string, string?> Settings => new() { ["Notices:Smtp:Host"] = "127.0.0.1", ["Notices:Smtp:Port"] = $"{Port}", ["Notices:Smtp:Tls"] = "false", ["Notices:EverySeconds"] = "1" };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                break;
            }
        }

        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                if (Mode is MailMode.Hangs) { await Task.Delay(Timeout.Infinite, _stop.Token); }

                await SpeakAsync(client.GetStream());
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            // Whoever wrote was killed in the middle, or the test is over: what was not taken whole is not there.
            Assert.False(client.Connected && !_stop.IsCancellationRequested && gone is OperationCanceledException);
        }
    }

    private async Task SpeakAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            switch (command.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "RCPT" when Mode is MailMode.Refuses:
                    await writer.WriteLineAsync("451 come back later");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } line)
                    {
                        if (line is ".")
                        {
                            _letters.Enqueue(new(Name().Match(letter.ToString()).Groups[1].Value, Reference().Match(letter.ToString()).Value));
                            await writer.WriteLineAsync("250 OK");
                            break;
                        }

                        letter.AppendLine(line);
                    }

                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }

    [GeneratedRegex("^Message-Id: <([^>]+)>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex("HB-[0-9A-Z]{3}-[0-9A-Z]{3}")]
    private static partial Regex Reference();
}
