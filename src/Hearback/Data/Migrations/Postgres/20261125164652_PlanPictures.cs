using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hearback.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PlanPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "plan_pictures",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Jpeg = table.Column<byte[]>(type: "bytea", nullable: false),
                    Small = table.Column<byte[]>(type: "bytea", nullable: false),
                    Width = table.Column<int>(type: "integer", nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    AddedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_plan_pictures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "plan_edition_pictures",
                columns: table => new
                {
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    PictureId = table.Column<string>(type: "character varying(32)", nullable: false)
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
                name: "IX_plan_edition_pictures_Edition",
                table: "plan_edition_pictures",
                column: "Edition");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "plan_edition_pictures");

            migrationBuilder.DropTable(
                name: "plan_pictures");
        }
    }
}
