using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FrontDoor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "By",
                table: "packs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "KeptEdits",
                table: "packs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Service",
                table: "packs",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MailName",
                table: "notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "base_maps",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_base_maps", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    KeyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "draft_pictures",
                columns: table => new
                {
                    DraftId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draft_pictures", x => new { x.DraftId, x.Number });
                    table.ForeignKey(
                        name: "FK_draft_pictures_drafts_DraftId",
                        column: x => x.DraftId,
                        principalTable: "drafts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mails_taken",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails_taken", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "report_pictures",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_pictures", x => new { x.ReportId, x.Number });
                    table.ForeignKey(
                        name: "FK_report_pictures_reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_packs_Service_Number",
                table: "packs",
                columns: new[] { "Service", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_notices_MailName",
                table: "notices",
                column: "MailName",
                filter: "\"MailName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_corrections_On_Id",
                table: "corrections",
                columns: new[] { "On", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_mails_taken_On",
                table: "mails_taken",
                column: "On");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "base_maps");

            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropTable(
                name: "draft_pictures");

            migrationBuilder.DropTable(
                name: "mails_taken");

            migrationBuilder.DropTable(
                name: "report_pictures");

            migrationBuilder.DropIndex(
                name: "IX_packs_Service_Number",
                table: "packs");

            migrationBuilder.DropIndex(
                name: "IX_notices_MailName",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "By",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "KeptEdits",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "Service",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "MailName",
                table: "notices");
        }
    }
}
