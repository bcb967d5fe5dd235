using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Hearback.Data;

#pragma warning disable EF1001 // The generator takes the provider's options, which have no other name.
/// <summary>An edition of the plan, once published, is never changed, whoever asks.</summary>
internal sealed class PostgresTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options) : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate);
        if (operation.Name is not SqliteTables.NeverChanged) { return; }

        builder.AppendLine($"""
            CREATE FUNCTION {operation.Name}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'An edition is never changed'; END $$;
            CREATE TRIGGER {operation.Name}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "{operation.Name}" FOR EACH STATEMENT EXECUTE FUNCTION {operation.Name}_stay();
            """);
        EndStatement(builder);
    }
}
#pragma warning restore EF1001
