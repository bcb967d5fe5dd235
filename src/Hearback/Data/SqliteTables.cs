using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Hearback.Data;

/// <summary>
/// SQLite numbers the rows of a table in the order of their arrival, unless told not to. Beside the time of a member's act that number
/// would tell when an anonymous reporter wrote; so the tables to which both write are laid out by their keys alone.
/// And an edition of the plan, once published, is never changed, whoever asks, nor is a picture that it has; nor an entry of the
/// record, which goes only when a beginning after it is written.
/// </summary>
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <summary>An edition, and which pictures it has.</summary>
    internal static readonly string[] NeverChanged = ["plan_editions", "plan_edition_pictures"];

    /// <summary>The pictures of the plan. One that no edition has may still be deleted.</summary>
    internal const string Pictures = "plan_pictures";

    internal const string Record = "record";

    private static readonly string[] ByKeyAlone = ["thread_entries", "report_pictures", "draft_pictures", "handovers", "notices", "keys", "plan_answers", "plan_followers", "plan_ideas", "corrections", "mails_taken", "promises", "milestones", "reporter_marks", "reviews", "review_entries", "review_recommendations", "tombstones", Record];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (ByKeyAlone.Contains(operation.Name)) { builder.Append(" WITHOUT ROWID"); }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }

        if (operation.Name is Record)
        {
            Refuse(Record, "UPDATE", "WHEN length(OLD.\"Hash\") > 0 ", "The record is never changed");
            Refuse(Record, "DELETE", "WHEN OLD.\"Number\" > COALESCE((SELECT \"Number\" FROM \"record_starts\" WHERE \"Book\" = OLD.\"Book\"), 0) ", "The record is never changed");
        }

        if (NeverChanged.Contains(operation.Name))
        {
            Refuse(operation.Name, "UPDATE");
            Refuse(operation.Name, "DELETE");
        }

        if (operation.Name is Pictures)
        {
            Refuse(Pictures, "UPDATE");
            Refuse(Pictures, "DELETE", "WHEN EXISTS (SELECT 1 FROM \"plan_edition_pictures\" WHERE \"PictureId\" = OLD.\"Id\") ");
        }

        void Refuse(string table, string act, string when = "", string why = "An edition is never changed")
        {
            builder.AppendLine($"CREATE TRIGGER \"{table}_no_{act.ToLowerInvariant()}\" BEFORE {act} ON \"{table}\" {when}BEGIN SELECT RAISE(ABORT, '{why}'); END;");
            EndStatement(builder);
        }
    }
}
