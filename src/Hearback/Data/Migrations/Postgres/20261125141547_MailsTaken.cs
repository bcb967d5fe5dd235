using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MailsTaken : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MailName",
                table: "notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "mails_taken",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails_taken", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_MailName",
                table: "notices",
                column: "MailName",
                filter: "\"MailName\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_mails_taken_On",
                table: "mails_taken",
                column: "On");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mails_taken");

            migrationBuilder.DropIndex(
                name: "IX_notices_MailName",
                table: "notices");

            migrationBuilder.DropColumn(
                name: "MailName",
                table: "notices");
        }
    }
}
