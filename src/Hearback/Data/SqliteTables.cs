using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Hearback.Data;

/// <summary>
/// SQLite numbers the rows of a table in the order of their arrival, unless told not to. Beside the time of a member's act that number
/// would tell when an anonymous reporter wrote; so the tables to which both write are laid out by their keys alone.
/// And an edition of the plan, once published, is never changed, whoever asks.
/// </summary>
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    internal const string NeverChanged = "plan_editions";
    private static readonly string[] ByKeyAlone = ["thread_entries", "report_pictures", "draft_pictures", "notices", "keys", "plan_answers", "plan_followers", "plan_ideas", "corrections", "mails_taken"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (ByKeyAlone.Contains(operation.Name)) { builder.Append(" WITHOUT ROWID"); }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }

        if (operation.Name is not NeverChanged) { return; }

        foreach (var act in new[] { "UPDATE", "DELETE" })
        {
            builder.AppendLine($"CREATE TRIGGER \"{NeverChanged}_no_{act.ToLowerInvariant()}\" BEFORE {act} ON \"{NeverChanged}\" BEGIN SELECT RAISE(ABORT, 'An edition is never changed'); END;");
            EndStatement(builder);
        }
    }
}
