using System.CommandLine;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Plan.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Verbs;

/// <summary><c>./hearback plan export</c></summary>
internal static class PlanExport
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "where the plan is written" };
    private static readonly Option<PlanFormat?> Format = new("--format") { Description = "csv, json or docx (default: what the file's name ends in)" };
    private static readonly Option<int?> Number = new("--edition") { Description = "the edition's number (default: the one in force)" };

    public static IReadOnlyList<Symbol> Symbols => [File, Format, Number];

    public static async Task<int> RunAsync(ParseResult parsed, WebApplication app, CancellationToken stop)
    {
        var file = parsed.GetRequiredValue(File);
        var format = parsed.GetValue(Format) ?? FormatOf(file);
        var edition = await FindAsync(app, parsed.GetValue(Number), stop);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HearbackDb>();
            db.Note(AuditedAct.ExportedPlan, scope.ServiceProvider);
            await db.SaveChangesAsync(stop);
        }

        // Written beside it first, so that a full disk never leaves half a plan in the place of a whole one.
        var beside = $"{file.FullName}.part";
        try
        {
            await using (var stream = System.IO.File.Create(beside)) { format.Write(edition, stream, app.Services.GetRequiredService<IStringLocalizer<Words>>()); }

            System.IO.File.Move(beside, file.FullName, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(beside);
        }

        Console.WriteLine($"Edition {edition.Number} of the plan is written.");
        return 0;
    }

    private static PlanFormat FormatOf(FileInfo file)
    {
        var known = Enum.GetValues<PlanFormat>().Where(format => file.Name.EndsWith($".{format.FileEnding}", StringComparison.OrdinalIgnoreCase)).ToList();
        return known is [var format] ? format : throw new RefusedException("Say which format: --format csv, --format json or --format docx");
    }

    private static async Task<Edition> FindAsync(WebApplication app, int? number, CancellationToken stop)
    {
        if (number is null)
        {
            return await app.Services.GetRequiredService<CurrentPlan>().ReadAsync(stop) ?? throw new RefusedException("There is no edition of the plan to export yet");
        }

        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HearbackDb>().Editions.AsNoTracking().SingleOrDefaultAsync(edition => edition.Number == number, stop)
            ?? throw new RefusedException($"There is no edition {number} of the plan");
    }
}
