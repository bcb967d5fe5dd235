using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PassingOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "InvitedOn",
                table: "members",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "identity_requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ReportId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Why = table.Column<byte[]>(type: "bytea", nullable: false),
                    UsedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Second_Agrees = table.Column<bool>(type: "boolean", nullable: true),
                    Second_MemberId = table.Column<Guid>(type: "uuid", nullable: true),
                    Second_On = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_requests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_identity_requests_reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "passings_on",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Organisation = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Gateway = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    WithName = table.Column<bool>(type: "boolean", nullable: false),
                    IsWhole = table.Column<bool>(type: "boolean", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Team = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Words = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passings_on", x => new { x.ReportId, x.Entry });
                    table.ForeignKey(
                        name: "FK_passings_on_reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identity_requests_ReportId_AskedOn",
                table: "identity_requests",
                columns: new[] { "ReportId", "AskedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_passings_on_Organisation_On",
                table: "passings_on",
                columns: new[] { "Organisation", "On" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_requests");

            migrationBuilder.DropTable(
                name: "passings_on");

            migrationBuilder.DropColumn(
                name: "InvitedOn",
                table: "members");
        }
    }
}
