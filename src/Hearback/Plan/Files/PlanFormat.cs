using Microsoft.Extensions.Localization;

namespace Hearback.Plan.Files;

/// <summary>The formats that hold a whole edition, and can be read back.</summary>
public enum PlanFormat
{
    Json,
    Csv,
    Docx,
}

public static class PlanFormats
{
    extension(PlanFormat format)
    {
        public string FileEnding => format switch
        {
            PlanFormat.Json => "json",
            PlanFormat.Csv => "csv",
            PlanFormat.Docx => "docx",
        };

        public string ContentType => format switch
        {
            PlanFormat.Json => "application/json; charset=utf-8",
            PlanFormat.Csv => "text/csv; charset=utf-8",
            PlanFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        };

        public void Write(Edition edition, Stream stream, IStringLocalizer words)
        {
            switch (format)
            {
                case PlanFormat.Json:
                    PlanJson.Write(edition, stream);
                    break;
                case PlanFormat.Csv:
                    PlanCsv.Write(edition, stream);
                    break;
                case PlanFormat.Docx:
                    PlanDocx.Write(edition, stream, words);
                    break;
            }
        }
    }
}
