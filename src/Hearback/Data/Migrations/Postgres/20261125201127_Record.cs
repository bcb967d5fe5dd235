using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Record : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Forgetting",
                table: "reports",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Hold_By",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Hold_On",
                table: "reports",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Hold_Why",
                table: "reports",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "KeptUntil",
                table: "reports",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "forgotten_figures",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Team = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Counted = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_forgotten_figures", x => new { x.ReportId, x.Month, x.Team });
                });

            migrationBuilder.CreateTable(
                name: "record_starts",
                columns: table => new
                {
                    Book = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_starts", x => x.Book);
                });

            migrationBuilder.CreateTable(
                name: "record",
                columns: table => new
                {
                    Book = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReportId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Why = table.Column<byte[]>(type: "bytea", nullable: true),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record", x => new { x.Book, x.Number });
                });

            // Entries of the time before there was a chain. They have no hash yet; the program makes links of them once all migrations are done.
            migrationBuilder.Sql("""
                INSERT INTO "record" ("Book", "Number", "Act", "MemberId", "ReportId", "SubjectId", "At", "Why", "Hash")
                SELECT CASE "Act" WHEN 'SignedIn' THEN 'SignIns' ELSE 'Acts' END, ROW_NUMBER() OVER (PARTITION BY CASE "Act" WHEN 'SignedIn' THEN 1 ELSE 0 END ORDER BY "Id"),
                    "Act", "MemberId", "ReportId", "SubjectId", "At", "Why", '\x'::bytea
                FROM "audit";
                """);

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.CreateTable(
                name: "tombstones",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Reference = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Ward = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Because = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ForgottenOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Code_Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Code_Salt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tombstones", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_record_Act_At_Number",
                table: "record",
                columns: new[] { "Act", "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_record_At_Number",
                table: "record",
                columns: new[] { "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_record_MemberId_At_Number",
                table: "record",
                columns: new[] { "MemberId", "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_record_ReportId_At_Number",
                table: "record",
                columns: new[] { "ReportId", "At", "Number" },
                filter: "\"ReportId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_forgotten_figures_Month_Team",
                table: "forgotten_figures",
                columns: new[] { "Month", "Team" });

            migrationBuilder.CreateIndex(
                name: "IX_tombstones_Reference",
                table: "tombstones",
                column: "Reference",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "record");

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReportId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Why = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_ReportId_Id",
                table: "audit",
                columns: new[] { "ReportId", "Id" });

            migrationBuilder.DropTable(
                name: "forgotten_figures");

            migrationBuilder.DropTable(
                name: "record_starts");

            migrationBuilder.DropTable(
                name: "tombstones");

            migrationBuilder.DropColumn(
                name: "Forgetting",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "Hold_By",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "Hold_On",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "Hold_Why",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "KeptUntil",
                table: "reports");
        }
    }
}
