using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.SqliteVault
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "reporter_marks",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Of = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Incident = table.Column<Guid>(type: "TEXT", nullable: false),
                    InTime = table.Column<bool>(type: "INTEGER", nullable: false),
                    Looked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reporter_marks", x => new { x.KeyId, x.Person });
                    table.ForeignKey(
                        name: "FK_reporter_marks_keys_KeyId",
                        column: x => x.KeyId,
                        principalTable: "keys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_reporter_marks_Looked",
                table: "reporter_marks",
                column: "Looked",
                filter: "NOT \"Looked\"");

            migrationBuilder.CreateIndex(
                name: "IX_reporter_marks_Person",
                table: "reporter_marks",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_reporter_marks_ReportId",
                table: "reporter_marks",
                column: "ReportId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reporter_marks");
        }
    }
}
