using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Sqlite
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
