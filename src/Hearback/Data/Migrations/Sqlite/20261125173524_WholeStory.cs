using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WholeStory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Service",
                table: "thread_entries",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Entry",
                table: "report_pictures",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "BackTo",
                table: "packs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "KeptSetup",
                table: "packs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Part",
                table: "packs",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Why",
                table: "packs",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "handovers",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Theirs = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AskOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsAsked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Worked = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    QueuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextTryAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    GivenUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handovers", x => new { x.ReportId, x.Number });
                    table.ForeignKey(
                        name: "FK_handovers_reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_pictures",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Jpeg = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Small = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    AddedOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_pictures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "plan_edition_pictures",
                columns: table => new
                {
                    Edition = table.Column<int>(type: "INTEGER", nullable: false),
                    PictureId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_edition_pictures", x => new { x.PictureId, x.Edition });
                    table.ForeignKey(
                        name: "FK_plan_edition_pictures_plan_editions_Edition",
                        column: x => x.Edition,
                        principalTable: "plan_editions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_plan_edition_pictures_plan_pictures_PictureId",
                        column: x => x.PictureId,
                        principalTable: "plan_pictures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_handovers_AskOn",
                table: "handovers",
                column: "AskOn",
                filter: "\"AskOn\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_handovers_GivenUpAt",
                table: "handovers",
                column: "GivenUpAt",
                filter: "\"GivenUpAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_handovers_NextTryAt",
                table: "handovers",
                column: "NextTryAt",
                filter: "\"NextTryAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_handovers_On_Service_State_Worked",
                table: "handovers",
                columns: new[] { "On", "Service", "State", "Worked" });

            migrationBuilder.CreateIndex(
                name: "IX_plan_edition_pictures_Edition",
                table: "plan_edition_pictures",
                column: "Edition");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handovers");

            migrationBuilder.DropTable(
                name: "plan_edition_pictures");

            migrationBuilder.DropTable(
                name: "plan_pictures");

            migrationBuilder.DropColumn(
                name: "Service",
                table: "thread_entries");

            migrationBuilder.DropColumn(
                name: "Entry",
                table: "report_pictures");

            migrationBuilder.DropColumn(
                name: "BackTo",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "KeptSetup",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "Why",
                table: "packs");
        }
    }
}
