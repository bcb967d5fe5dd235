using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Hearback.Tests.Support;

/// <summary>A real mail server on loopback: as much of RFC 5321 as it takes to receive a letter, or to refuse one.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _letters = new();
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<MimeMessage> Letters => [.. _letters];

    /// <summary>What the server says to a recipient instead of "250 OK".</summary>
    public string? Refusal { get; set; }

    /// <summary>Takes the whole letter and hangs up without saying so.</summary>
    public bool HangsUp { get; set; }

    /// <summary>A port on loopback at which nobody answers.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            Assert.True(_stop.IsCancellationRequested, end.Message);
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            switch (command.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250 mail.example");
                    break;
                case "RCPT" when Refusal is not null:
                    await writer.WriteLineAsync(Refusal);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") { letter.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n"); }

                    _letters.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(letter.ToString())), _stop.Token));
                    if (HangsUp) { return; }

                    await writer.WriteLineAsync("250 OK");
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
}
