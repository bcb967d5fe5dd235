using System.Diagnostics;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Hearback.Tests.Support;

/// <summary>
/// A real mail server on loopback: Dovecot, run as an ordinary user in a folder of its own. Where it is not installed the test is skipped and
/// says what is missing; where it must be there, because the checks are run as a whole, the test fails.
/// </summary>
internal sealed class Dovecot : IAsyncDisposable
{
    public const string User = "reports";
    public const string Password = "made-up-for-a-test";

    private readonly string _folder;
    private readonly Process _server;

    private Dovecot(string folder, Process server, int port)
    {
        _folder = folder;
        _server = server;
        Port = port;
    }

    public int Port { get; }

    public Dictionary<string, string?> Settings => new()
    {
        ["Inbox:Host"] = "127.0.0.1",
        ["Inbox:Port"] = $"{Port}",
        ["Inbox:Tls"] = "None",
        ["Inbox:User"] = User,
        ["Inbox:Password"] = Password,
    };

    public static async Task<Dovecot> StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("HEARBACK_TEST_DOVECOT") ?? "/usr/sbin/dovecot";
        if (!File.Exists(program))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("HEARBACK_TEST_DOVECOT") is not null, "Dovecot is missing: install the package dovecot-imapd");
            Assert.Fail($"There is no {program}");
        }

        var folder = System.IO.Directory.CreateTempSubdirectory("hearback-mail-").FullName;
        var port = MailServer.ClosedPort();
        // Root may not be the one who reads mail, so it is somebody who owns nothing else.
        var user = Environment.UserName is "root" ? "nobody" : Environment.UserName;
        var config = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(config, Configuration(folder, port, user, await OutputOf("id", "-gn", user), await OutputOf("id", "-u", user), await OutputOf("id", "-g", user)));
        string[] command = [program, "-F", "-c", config];
        if (Environment.UserName is "root")
        {
            await OutputOf("chown", "-R", user, folder);
            command = ["setpriv", "--reuid", user, "--regid", await OutputOf("id", "-g", user), "--clear-groups", .. command];
        }

        var server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var dovecot = new Dovecot(folder, server, port);
        for (var tries = 0; tries < 100; tries++)
        {
            if (server.HasExited) { break; }

            try
            {
                using var client = await dovecot.OpenAsync();
                return dovecot;
            }
            catch (Exception notYet) when (notYet is SocketException or IOException or ImapProtocolException)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        var log = Path.Combine(folder, "log");
        var said = File.Exists(log) ? await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken) : "";
        await dovecot.DisposeAsync();
        throw new InvalidOperationException($"Dovecot did not start: {said}");
    }

    /// <summary>Puts an email into the mailbox, as a mail server would deliver it.</summary>
    public async Task DeliverAsync(params string[] mails)
    {
        using var client = await OpenAsync();
        foreach (var mail in mails) { await client.Inbox!.AppendAsync(AMail.Read(mail), cancellationToken: TestContext.Current.CancellationToken); }
    }

    /// <summary>How many lie in a folder; none when there is no such folder.</summary>
    public async Task<int> CountAsync(string folder = "INBOX")
    {
        using var client = await OpenAsync();
        try
        {
            var known = await client.GetFolderAsync(folder, TestContext.Current.CancellationToken);
            await known.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
            return known.Count;
        }
        catch (FolderNotFoundException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            // It ends its own helpers when it is asked to, and not when it is killed.
            await OutputOf("kill", "-TERM", $"{_server.Id}");
            await _server.WaitForExitAsync(CancellationToken.None);
        }

        _server.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private async Task<ImapClient> OpenAsync()
    {
        var client = new ImapClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None, TestContext.Current.CancellationToken);
            await client.AuthenticateAsync(User, Password, TestContext.Current.CancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<string> OutputOf(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return said.Trim();
    }

    private static string Configuration(string folder, int port, string user, string group, string userId, string groupId) => $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/state
        log_path = {{folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        auth_failure_delay = 0
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        default_login_user = {{user}}
        first_valid_uid = 1
        mail_location = maildir:{{folder}}/mail/%u
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{userId}} gid={{groupId}} home={{folder}}/home/%u
        }
        """;
}
