using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Hearback.Data;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Verbs;

/// <summary>The verbs of <c>./hearback</c>. Exit code 0: done; 1: refused, with the reason on standard error; 2: wrong usage.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Data = new("--data") { Description = "the data folder (default: data)", Recursive = true };

    public static ParseResult Of(string[] args)
    {
        // Named as people call it: a RootCommand would tell them to type the name of the file behind it.
        var root = new Command("./hearback", "Hearback: you report antisocial behaviour once, and you hear back.") { Data, new HelpOption(), new VersionOption() };
        root.Subcommands.Add(Serve());
        root.Subcommands.Add(Verb("migrate", "Bring the databases up to date.", [], (_, app, _) => Databases.MigrateAsync(app), prepared: false));
        root.Subcommands.Add(Pack());
        root.Subcommands.Add(Places());
        root.Subcommands.Add(Plan());
        root.Subcommands.Add(Member());
        root.Subcommands.Add(Backup());
        root.Subcommands.Add(Restore());
        root.Subcommands.Add(Audit());
        return root.Parse(args);
    }

    /// <summary>Runs what was parsed; wrong usage answers 2.</summary>
    public static async Task<int> RunAsync(this ParseResult parsed)
    {
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? 2 : code;
    }

    private static Command Serve()
    {
        var urls = new Option<string?>("--urls") { Description = $"the addresses to listen on, with ; between them (default: {ServeVerb.UsualAddress})" };
        var demo = new Option<bool>("--demo") { Description = "load made-up reports and members, and say so on every page" };
        var serve = new Command("serve", "Start the service.") { urls, demo };
        serve.SetAction((parsed, stop) => RefusingAsync(() =>
        {
            var settings = Settings(parsed);
            if (parsed.GetValue(urls) is { } addresses) { settings["urls"] = addresses; }

            return ServeVerb.RunAsync(settings, parsed.GetValue(demo), stop);
        }));
        return serve;
    }

    private static Command Pack()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "the pack's folder" };
        var replace = new Option<bool>("--replace-services") { Description = "take the folder's services also where members have changed them" };
        var setup = new Option<bool>("--replace-setup") { Description = "take the folder's categories, questions and routing also where members have changed them" };
        return new Command("pack", "The files that define the partnership.")
        {
            Verb("import", "Check a pack and take it over, all or nothing.", [folder, replace, setup], (parsed, app, _) => PackVerbs.ImportAsync(app, parsed.GetRequiredValue(folder).FullName, parsed.GetValue(replace), parsed.GetValue(setup))),
            Verb("export", "Write the pack in force into a folder.", [folder], (parsed, app, stop) => PackVerbs.ExportAsync(app, parsed.GetRequiredValue(folder).FullName, stop)),
        };
    }

    private static Command Places()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a CSV file of postcodes, or OS Open Names; with --base, GeoJSON" };
        var map = new Option<bool>("--base") { Description = "the file is what the map is drawn of: census output areas, wards, streets" };
        return new Command("places", "The names by which places are found.")
        {
            Verb("import", "Add the places of a larger gazetteer, or what the map is drawn of.", [file, map], (parsed, app, stop) => parsed.GetValue(map)
                ? PlacesVerbs.ImportBaseAsync(app, parsed.GetRequiredValue(file).FullName, stop)
                : PlacesVerbs.ImportAsync(app, parsed.GetRequiredValue(file).FullName, stop)),
        };
    }

    private static Command Plan()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a plan as .docx, .html, .csv, .json or .txt" };
        var dryRun = new Option<bool>("--dry-run") { Description = "say what would be made, and change nothing" };
        var again = new Option<bool>("--again") { Description = "take in also what was taken out of the draft before" };
        return new Command("plan", "The live plan.")
        {
            Verb("import", "Take a file into the draft, all or nothing.", [file, dryRun, again], (parsed, app, stop) => PlanVerbs.ImportAsync(app, parsed.GetRequiredValue(file), parsed.GetValue(dryRun), parsed.GetValue(again), stop)),
            Verb("export", "Write an edition of the plan into a file.", PlanExport.Symbols, PlanExport.RunAsync),
        };
    }

    private static Command Member()
    {
        var name = new Option<string>("--name") { Required = true, Description = "the member's name" };
        var email = new Option<string>("--email") { Required = true, Description = "where the invitation goes" };
        var role = new Option<Hearback.Staff.Role>("--role") { Required = true, Description = "officer, lead, coordinator, administrator, auditor or partner", HelpName = "role", CustomParser = ReadRole };
        var teams = new Option<string[]>("--team") { Description = "the code of a team; may be given several times", AllowMultipleArgumentsPerToken = true };
        var who = new Option<string>("--email") { Required = true, Description = "the member's email address" };
        return new Command("member", "The people who sign in.")
        {
            Verb("add", "Invite somebody.", [name, email, role, teams], (parsed, app, _) =>
                MemberVerbs.AddAsync(app, parsed.GetRequiredValue(name), parsed.GetRequiredValue(email), parsed.GetValue(role), parsed.GetValue(teams) ?? [])),
            Verb("disable", "Shut a member out, from their next request on.", [who], (parsed, app, _) => MemberVerbs.DisableAsync(app, parsed.GetRequiredValue(who))),
            Verb("enable", "Let a member who was disabled sign in again.", [who], (parsed, app, _) => MemberVerbs.EnableAsync(app, parsed.GetRequiredValue(who))),
        };
    }

    private static Command Audit() => new("audit", "The record of who did and who read what.")
    {
        Verb("verify", "Say whether any entry was changed, taken out, moved, put in or cut off.", [], (_, app, stop) => AuditVerbs.VerifyAsync(app, stop)),
    };

    private static Command Backup()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "an empty folder, or one that is made" };
        var vault = VaultPart();
        // As they are, and not brought up to date first: before an upgrade is when a backup matters most.
        return Verb("backup", "Copy both databases while the service runs: the main database into DIR/main, the vault into DIR/vault.", [folder, vault],
            (parsed, app, _) => BackupVerbs.MakeAsync(app, parsed.GetRequiredValue(folder), parsed.GetValue(vault)), prepared: false);
    }

    private static Command Restore()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "the folder of a backup" };
        var vault = VaultPart();
        var mainOnly = new Option<bool>("--main-only") { Description = "leave the vault that is in place: what was forgotten since the backup stays forgotten" };
        var replace = new Option<bool>("--replace") { Description = "put the backup in the place of what is there" };
        return Verb("restore", "Put a backup in place, after it was checked. The service must not run.", [folder, vault, mainOnly, replace],
            (parsed, app, _) => BackupVerbs.RestoreAsync(app, parsed.GetRequiredValue(folder), parsed.GetValue(vault), parsed.GetValue(mainOnly), parsed.GetValue(replace)), prepared: false);
    }

    private static Option<DirectoryInfo?> VaultPart() => new("--vault") { Description = "another folder for the vault's part, such as one on another machine (default: DIR/vault)" };

    private static Hearback.Staff.Role ReadRole(ArgumentResult said)
    {
        if (said.Tokens[0].Value.Equals("lead", StringComparison.OrdinalIgnoreCase)) { return Hearback.Staff.Role.TeamLead; }

        if (Enum.TryParse<Hearback.Staff.Role>(said.Tokens[0].Value, ignoreCase: true, out var role) && Enum.IsDefined(role)) { return role; }

        said.AddError($"--role must be officer, lead, coordinator, administrator, auditor or partner, and not '{said.Tokens[0].Value}'");
        return default;
    }

    private static Command Verb(
        string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, WebApplication, CancellationToken, Task<int>> run, bool prepared = true)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) { command.Arguments.Add(argument); }

            if (symbol is Option option) { command.Options.Add(option); }
        }

        command.SetAction((parsed, stop) => RefusingAsync(async () =>
        {
            await using var app = HearbackApp.Build(Settings(parsed));
            Databases.CheckSettings(app);
            if (prepared) { await Databases.PrepareAsync(app, stop); }

            return await run(parsed, app, stop);
        }));
        return command;
    }

    private static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(Data) is { } folder) { settings["Data:Folder"] = folder; }

        return settings;
    }

    private static async Task<int> RefusingAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OptionsValidationException wrong)
        {
            return Refuse(Sentences(wrong));
        }
        // What stands in one section is refused as one; wrong settings in two come together.
        catch (AggregateException wrong) when (wrong.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Refuse(wrong.InnerExceptions.Cast<OptionsValidationException>().SelectMany(Sentences));
        }
        catch (RefusedException refused)
        {
            return Refuse([refused.Message]);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Refuse(["Another program listens on this address already: end it, or choose another address with --urls"]);
        }
        catch (SocketException fault)
        {
            return Refuse([$"This program cannot listen on that address: {fault.Message}. Choose another with --urls"]);
        }
        catch (Directory.PackRefusedException refused)
        {
            return Refuse(refused.Faults.Select(fault => fault.ToString()));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse([fault.Message]);
        }
        catch (Exception fault) when (fault.IsOfStore())
        {
            return Refuse([$"The database cannot be used: {fault.GetBaseException().Message}"]);
        }
    }

    /// <summary>The validator puts the name of a property before our sentence, which names the setting itself.</summary>
    private static IEnumerable<string> Sentences(OptionsValidationException wrong) => wrong.Failures.Select(failure => failure.Split(": ", 2)[^1]);

    private static int Refuse(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences) { Console.Error.WriteLine(sentence); }

        return 1;
    }
}
