using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Services : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "By",
                table: "packs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "KeptEdits",
                table: "packs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Service",
                table: "packs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Service = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    KeyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_packs_Service_Number",
                table: "packs",
                columns: new[] { "Service", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_On_Id",
                table: "corrections",
                columns: new[] { "On", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "corrections");

            migrationBuilder.DropIndex(
                name: "IX_packs_Service_Number",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "By",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "KeptEdits",
                table: "packs");

            migrationBuilder.DropColumn(
                name: "Service",
                table: "packs");
        }
    }
}
