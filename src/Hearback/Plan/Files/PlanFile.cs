using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearback.Calendar;

namespace Hearback.Plan.Files;

/// <summary>Where a part of a plan stands in a table: its row, and the column in which a field is found.</summary>
internal sealed record FilePlace(int Row, Func<string, string> ColumnOf);

/// <summary>A part of the published format. Its names are fixed here, whatever ours become.</summary>
internal abstract record FileItem
{
    /// <summary>Null when the file has no rows.</summary>
    [JsonIgnore]
    public FilePlace? Place { get; init; }

    /// <summary>Fields that the format does not have.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

internal sealed record PlanFile : FileItem
{
    public const string ThisFormat = "hearback-plan-1";

    [JsonPropertyName("format")] public string? Format { get; init; }

    [JsonPropertyName("edition")] public int? Edition { get; init; }

    [JsonPropertyName("publishedAt")] public string? PublishedAt { get; init; }

    [JsonPropertyName("corrects")] public string? Corrects { get; init; }

    [JsonPropertyName("title")] public string? Title { get; init; }

    [JsonPropertyName("introduction")] public string? Introduction { get; init; }

    [JsonPropertyName("glossary")] public List<TermFile?>? Glossary { get; init; }

    [JsonPropertyName("concerns")] public List<ConcernFile?>? Concerns { get; init; }

    public static PlanFile Of(Edition edition) => new()
    {
        Format = ThisFormat,
        Edition = edition.Number,
        PublishedAt = edition.PublishedAt.InLondon.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        Corrects = Text(edition.Corrects),
        Title = Text(edition.Plan.Title),
        Introduction = Text(edition.Plan.Introduction),
        Glossary = [.. edition.Plan.Glossary.Select(term => new TermFile { Term = Text(term.Term), Means = Text(term.Means) })],
        Concerns = [.. edition.Plan.Concerns.Select(Of)],
    };

    private static ConcernFile Of(Concern concern) => new()
    {
        Id = concern.Id,
        Asked = Text(concern.Asked),
        SaidAt = Text(concern.SaidAt),
        SaidOn = Day(concern.SaidOn),
        People = concern.People,
        Themes = Texts(concern.Themes),
        Places = Texts(concern.Places),
        Actions = [.. concern.Actions.Select(Of)],
        Updates = [.. concern.Updates.Select(Of)],
    };

    private static ActionFile Of(PlannedAction action) => new()
    {
        Id = action.Id,
        Kind = Name(action.Kind),
        Text = Text(action.Text),
        State = Name(action.State),
        Leads = [.. action.Leads.Select(Of)],
        Supporting = [.. action.Supporting.Select(Of)],
        TargetDate = Day(action.TargetDate),
        NoDateReason = Text(action.NoDate?.Because),
        ReviewOn = Day(action.NoDate?.ReviewOn),
        EarlierDates = [.. action.EarlierDates.Select(date => new EarlierDateFile { Was = Day(date.Was), Now = Day(date.Now), Because = Text(date.Because), ChangedOn = Day(date.ChangedOn) })],
        AddedOn = action.AddedOn == default ? null : Day(action.AddedOn),
        GoesWith = action.GoesWith,
        Themes = Texts(action.Themes),
        Places = Texts(action.Places),
        Updates = [.. action.Updates.Select(Of)],
    };

    private static LeadFile Of(Lead lead) => new() { Name = Text(lead.Name), Organisation = Text(lead.Organisation), Team = Text(lead.Team), Contact = Text(lead.Contact) };

    private static UpdateFile Of(ProgressUpdate update) => new()
    {
        Id = update.Id,
        On = Day(update.On),
        Title = Text(update.Title),
        Text = Text(update.Text),
        By = Text(update.By),
        State = update.State is { } state ? Name(state) : null,
        Figures = [.. update.Figures.Select(figure => new FigureFile { Number = figure.Number, Of = Text(figure.Of), Period = Text(figure.Period) })],
        Evidence = Text(update.Evidence?.OriginalString),
        Pictures = [.. update.Pictures.Select(picture => new PictureFile { Id = picture.Id, Alt = Text(picture.Alt), Address = picture.Address, Width = picture.Width, Height = picture.Height })],
    };

    public static string Name(ActionKind kind) => kind switch
    {
        ActionKind.Doing => "doing",
        ActionKind.Ask => "ask",
    };

    public static string Name(ActionState state) => state switch
    {
        ActionState.Planned => "planned",
        ActionState.UnderWay => "underWay",
        ActionState.Done => "done",
        ActionState.Stopped => "stopped",
    };

    private static string? Text(string? text) => text is null ? null : FileText.Clean(text);

    private static List<string?> Texts(IEnumerable<string> texts) => [.. texts.Select(FileText.Clean)];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed record TermFile : FileItem
{
    [JsonPropertyName("term")] public string? Term { get; init; }

    [JsonPropertyName("means")] public string? Means { get; init; }
}

internal sealed record ConcernFile : FileItem
{
    [JsonPropertyName("id")] public string? Id { get; init; }

    [JsonPropertyName("asked")] public string? Asked { get; init; }

    [JsonPropertyName("saidAt")] public string? SaidAt { get; init; }

    [JsonPropertyName("saidOn")] public string? SaidOn { get; init; }

    [JsonPropertyName("people")] public int? People { get; init; }

    [JsonPropertyName("themes")] public List<string?>? Themes { get; init; }

    [JsonPropertyName("places")] public List<string?>? Places { get; init; }

    [JsonPropertyName("actions")] public List<ActionFile?>? Actions { get; init; }

    [JsonPropertyName("updates")] public List<UpdateFile?>? Updates { get; init; }
}

internal sealed record ActionFile : FileItem
{
    [JsonPropertyName("id")] public string? Id { get; init; }

    [JsonPropertyName("kind")] public string? Kind { get; init; }

    [JsonPropertyName("text")] public string? Text { get; init; }

    [JsonPropertyName("state")] public string? State { get; init; }

    [JsonPropertyName("leads")] public List<LeadFile?>? Leads { get; init; }

    [JsonPropertyName("supporting")] public List<LeadFile?>? Supporting { get; init; }

    [JsonPropertyName("targetDate")] public string? TargetDate { get; init; }

    [JsonPropertyName("noDateReason")] public string? NoDateReason { get; init; }

    [JsonPropertyName("reviewOn")] public string? ReviewOn { get; init; }

    [JsonPropertyName("earlierDates")] public List<EarlierDateFile?>? EarlierDates { get; init; }

    [JsonPropertyName("addedOn")] public string? AddedOn { get; init; }

    [JsonPropertyName("goesWith")] public string? GoesWith { get; init; }

    [JsonPropertyName("themes")] public List<string?>? Themes { get; init; }

    [JsonPropertyName("places")] public List<string?>? Places { get; init; }

    [JsonPropertyName("updates")] public List<UpdateFile?>? Updates { get; init; }
}

internal sealed record LeadFile : FileItem
{
    [JsonPropertyName("name")] public string? Name { get; init; }

    [JsonPropertyName("organisation")] public string? Organisation { get; init; }

    [JsonPropertyName("team")] public string? Team { get; init; }

    [JsonPropertyName("contact")] public string? Contact { get; init; }
}

internal sealed record EarlierDateFile : FileItem
{
    [JsonPropertyName("was")] public string? Was { get; init; }

    [JsonPropertyName("now")] public string? Now { get; init; }

    [JsonPropertyName("because")] public string? Because { get; init; }

    [JsonPropertyName("changedOn")] public string? ChangedOn { get; init; }
}

internal sealed record UpdateFile : FileItem
{
    [JsonPropertyName("id")] public string? Id { get; init; }

    [JsonPropertyName("on")] public string? On { get; init; }

    [JsonPropertyName("title")] public string? Title { get; init; }

    [JsonPropertyName("text")] public string? Text { get; init; }

    [JsonPropertyName("by")] public string? By { get; init; }

    [JsonPropertyName("state")] public string? State { get; init; }

    [JsonPropertyName("figures")] public List<FigureFile?>? Figures { get; init; }

    [JsonPropertyName("evidence")] public string? Evidence { get; init; }

    [JsonPropertyName("pictures")] public List<PictureFile?>? Pictures { get; init; }
}

internal sealed record PictureFile : FileItem
{
    [JsonPropertyName("id")] public string? Id { get; init; }

    [JsonPropertyName("alt")] public string? Alt { get; init; }

    /// <summary>Where the program that wrote the file shows it. It follows from the id.</summary>
    [JsonPropertyName("address")] public string? Address { get; init; }

    [JsonPropertyName("width")] public int? Width { get; init; }

    [JsonPropertyName("height")] public int? Height { get; init; }
}

internal sealed record FigureFile : FileItem
{
    [JsonPropertyName("number")] public decimal? Number { get; init; }

    [JsonPropertyName("of")] public string? Of { get; init; }

    [JsonPropertyName("period")] public string? Period { get; init; }
}
