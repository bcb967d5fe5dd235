using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Hearback.Data;

/// <summary>
/// SQLite numbers the rows of a table in the order of their arrival, unless told not to. Beside the time of a member's act that number
/// would tell when an anonymous reporter wrote; so the tables to which both write are laid out by their keys alone.
/// </summary>
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private static readonly string[] ByKeyAlone = ["thread_entries", "notices", "keys"];

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (ByKeyAlone.Contains(operation.Name)) { builder.Append(" WITHOUT ROWID"); }

        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
