using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Setup : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BackTo",
                table: "packs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "KeptSetup",
                table: "packs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Part",
                table: "packs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Why",
                table: "packs",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
