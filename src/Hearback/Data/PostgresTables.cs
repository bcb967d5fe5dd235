using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Hearback.Data;

#pragma warning disable EF1001 // The generator takes the provider's options, which have no other name.
/// <summary>
/// An edition of the plan, once published, is never changed, whoever asks, nor is a picture that it has; nor an entry of the record, which goes only
/// when a beginning after it is written.
/// </summary>
internal sealed class PostgresTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options) : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate);
        if (operation.Name is SqliteTables.Record)
        {
            builder.AppendLine($"""
                CREATE OR REPLACE FUNCTION {operation.Name}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF TG_OP = 'UPDATE' THEN IF length(OLD."Hash") = 0 THEN RETURN NEW; END IF; END IF;
                    IF TG_OP = 'DELETE' THEN IF OLD."Number" <= COALESCE((SELECT "Number" FROM "record_starts" WHERE "Book" = OLD."Book"), 0) THEN RETURN OLD; END IF; END IF;
                    RAISE EXCEPTION 'The record is never changed';
                END $$;
                CREATE TRIGGER {operation.Name}_stay BEFORE UPDATE OR DELETE ON "{operation.Name}" FOR EACH ROW EXECUTE FUNCTION {operation.Name}_stay();
                CREATE TRIGGER {operation.Name}_stay_whole BEFORE TRUNCATE ON "{operation.Name}" FOR EACH STATEMENT EXECUTE FUNCTION {operation.Name}_stay();
                """);
            EndStatement(builder);
        }

        if (SqliteTables.NeverChanged.Contains(operation.Name))
        {
            builder.AppendLine($"""
                CREATE FUNCTION {operation.Name}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'An edition is never changed'; END $$;
                CREATE TRIGGER {operation.Name}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "{operation.Name}" FOR EACH STATEMENT EXECUTE FUNCTION {operation.Name}_stay();
                """);
            EndStatement(builder);
        }

        if (operation.Name is SqliteTables.Pictures)
        {
            builder.AppendLine($"""
                CREATE FUNCTION {operation.Name}_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'An edition is never changed'; END $$;
                CREATE FUNCTION {operation.Name}_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF EXISTS (SELECT 1 FROM plan_edition_pictures WHERE "PictureId" = OLD."Id") THEN RAISE EXCEPTION 'An edition is never changed'; END IF;
                    RETURN OLD;
                END $$;
                CREATE TRIGGER {operation.Name}_stay BEFORE UPDATE OR TRUNCATE ON "{operation.Name}" FOR EACH STATEMENT EXECUTE FUNCTION {operation.Name}_stay();
                CREATE TRIGGER {operation.Name}_go BEFORE DELETE ON "{operation.Name}" FOR EACH ROW EXECUTE FUNCTION {operation.Name}_go();
                """);
            EndStatement(builder);
        }
    }
}
#pragma warning restore EF1001
