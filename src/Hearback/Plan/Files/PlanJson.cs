using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hearback.Plan.Files;

/// <summary>The plan for other programs: <c>docs/plan-json.md</c> says what stands in it.</summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        WriteIndented = true,
    };

    public static void Write(Edition edition, Stream stream) => JsonSerializer.Serialize(stream, PlanFile.Of(edition), Options);

    /// <exception cref="UnreadablePlanException">The file is no plan.</exception>
    public static ReadPlan Read(Stream stream) => Read(FileText.Read(stream));

    internal static ReadPlan Read(string json)
    {
        var file = Parse(json);
        return file.Format is null or PlanFile.ThisFormat
            ? PlanFileReading.Read(file, [], [])
            : throw new UnreadablePlanException(new FileFault($"format: must be “{PlanFile.ThisFormat}”, which is the one that can be read here"));
    }

    private static PlanFile Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PlanFile>(json, Options) ?? throw new UnreadablePlanException(new FileFault("The file holds no plan"));
        }
        catch (JsonException fault)
        {
            var where = fault.Path?.TrimStart('$').TrimStart('.') is { Length: > 0 and <= 80 } path ? $"{path}: " : "";
            throw new UnreadablePlanException(new FileFault(
                fault.InnerException is JsonException ? $"{where}the file is not well-formed JSON" : $"{where}this is not what belongs here",
                fault.LineNumber is { } line ? (int)line + 1 : null));
        }
    }
}
