namespace Hearback.Web;

/// <summary>What a team said, as the reporter reads it: "Dee, Community Safety", the day, the words. Preview and track page show it alike.</summary>
public sealed record SaidToReporter(string By, DateOnly On, string Words);
