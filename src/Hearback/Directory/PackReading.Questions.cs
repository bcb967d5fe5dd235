namespace Hearback.Directory;

/// <summary>questions.yaml: what is asked for some categories only. A pack may do without it.</summary>
internal sealed partial class PackReading
{
    private const string Questions = "questions.yaml";

    private List<FollowUpFile> LoadQuestions()
    {
        if (!File.Exists(Path.Combine(folder, Questions))) { return []; }

        var files = Entries(Questions, Load<List<FollowUpFile>>(Questions));
        foreach (var file in files) { file.Options = Entries(Questions, file.Options, file.Line); }

        return files;
    }

    private List<FollowUp> ReadQuestions(List<FollowUpFile> files, CategoriesFile kinds)
    {
        Unique(Questions, files.Select(file => (file.Code, file.Line)));
        var asked = files.Select((file, index) => ReadQuestion(file, files.Take(index).ToList(), files, kinds)).ToList();
        foreach (var category in kinds.Categories ?? [])
        {
            var ofCategory = files.Where(file => file.Categories?.Contains(category.Code!) is true).ToList();
            if (ofCategory.Count > FollowUp.MostForOneCategory) { Fault(Questions, ofCategory[^1].Line, $"'{category.Code}' has more than {FollowUp.MostForOneCategory} questions, which makes a long journey"); }
        }

        return asked;
    }

    private FollowUp ReadQuestion(FollowUpFile file, List<FollowUpFile> earlier, List<FollowUpFile> all, CategoriesFile kinds)
    {
        var kind = Word<FollowUpKind>(Questions, file.Line, "kind", file.Kind);
        if (file.Categories is not { Count: > 0 }) { Fault(Questions, file.Line, "categories must name at least one category"); }

        foreach (var code in (file.Categories ?? []).Where(code => (kinds.Categories ?? []).All(category => category.Code != code))) { Fault(Questions, file.Line, $"There is no category '{code}'"); }

        if (kind is FollowUpKind.Notice && file.Required) { Fault(Questions, file.Line, "A notice asks nothing, so it cannot be required"); }

        var question = new FollowUp
        {
            Code = Code(Questions, file.Line, file.Code),
            Categories = file.Categories ?? [],
            Kind = kind,
            Text = Text(Questions, file.Line, "text", file.Text, 120),
            Hint = Optional(Questions, file.Line, "hint", file.Hint, 300),
            Required = file.Required,
            Options = ReadOptions(file, kind),
            When = file.When is null ? null : ReadCondition(file, earlier, all),
        };
        return question with { Stops = ReadStops(file, question) };
    }

    private List<FollowUpOption> ReadOptions(FollowUpFile file, FollowUpKind kind)
    {
        var options = file.Options ?? [];
        var needsOptions = kind is FollowUpKind.One or FollowUpKind.Several;
        if (needsOptions && options.Count < 2) { Fault(Questions, file.Line, "options must be at least two"); }

        if (!needsOptions && options.Count > 0) { Fault(Questions, file.Line, $"A question of the kind '{PackWords.Of(kind)}' has no options"); }

        Unique(Questions, options.Select(option => (option.Code, option.Line)));
        return [.. options.Select(option => new FollowUpOption { Code = Code(Questions, option.Line, option.Code), Text = Text(Questions, option.Line, "text", option.Text, 120) })];
    }

    private FollowUpCondition ReadCondition(FollowUpFile file, List<FollowUpFile> earlier, List<FollowUpFile> all)
    {
        var (when, name) = (file.When!, file.When!.Question);
        if (earlier.FirstOrDefault(other => other.Code == name) is not { } condition)
        {
            Fault(Questions, when.Line, all.Any(other => other.Code == name) ? $"'{name}' is not asked before this question" : $"There is no question '{name}'");
        }
        else
        {
            if ((file.Categories ?? []).Except(condition.Categories ?? []).FirstOrDefault() is { } category) { Fault(Questions, when.Line, $"'{name}' is not asked for '{category}', so this question would never be"); }

            var choices = ChoicesOf(condition);
            foreach (var value in (when.Is ?? []).Where(value => !choices.Contains(value))) { Fault(Questions, when.Line, $"'{name}' has no answer '{value}'"); }
        }

        if (when.Is is not { Count: > 0 }) { Fault(Questions, when.Line, "is must name at least one answer"); }

        return new(name ?? "", when.Is ?? []);
    }

    private Dictionary<string, string> ReadStops(FollowUpFile file, FollowUp question)
    {
        var stops = new Dictionary<string, string>();
        foreach (var (value, advice) in file.Stops ?? [])
        {
            if (question.Choices.All(choice => choice.Code != value)) { Fault(Questions, file.Line, $"'{file.Code}' has no answer '{value}'"); }

            stops[value] = Text(Questions, file.Line, "What stops advises", advice, 300);
        }

        return stops;
    }

    private static List<string?> ChoicesOf(FollowUpFile file) =>
        PackWords.Read<FollowUpKind>(file.Kind) is FollowUpKind.YesNo ? [FollowUp.Yes, FollowUp.No] : [.. (file.Options ?? []).Select(option => option.Code)];
}

internal sealed class FollowUpFile : Lined
{
    public string? Code { get; set; }

    public List<string>? Categories { get; set; }

    public string? Kind { get; set; }

    public string? Text { get; set; }

    public string? Hint { get; set; }

    public bool Required { get; set; }

    public List<FollowUpOptionFile>? Options { get; set; }

    public FollowUpConditionFile? When { get; set; }

    public Dictionary<string, string?>? Stops { get; set; }

    public static FollowUpFile Of(FollowUp question) => new()
    {
        Code = question.Code,
        Categories = [.. question.Categories],
        Kind = PackWords.Of(question.Kind),
        Text = question.Text,
        Hint = question.Hint,
        Required = question.Required,
        Options = [.. question.Options.Select(option => new FollowUpOptionFile { Code = option.Code, Text = option.Text })],
        When = question.When is { } when ? new() { Question = when.Question, Is = [.. when.Is] } : null,
        Stops = question.Stops.ToDictionary(stop => stop.Key, stop => (string?)stop.Value),
    };
}

internal sealed class FollowUpOptionFile : Lined
{
    public string? Code { get; set; }

    public string? Text { get; set; }
}

internal sealed class FollowUpConditionFile : Lined
{
    public string? Question { get; set; }

    public List<string>? Is { get; set; }
}
