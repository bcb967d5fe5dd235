using Hearback.Directory;
using Hearback.Notices;
using Hearback.Staff;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Demo;

/// <summary>What the terminal says when a demonstration starts.</summary>
internal static class DemoWelcome
{
    public static void Print(string address, IServiceProvider services)
    {
        var pack = services.GetRequiredService<CurrentPack>().Now;
        var mail = services.GetRequiredService<IOptions<NoticeOptions>>().Value;
        Console.WriteLine($"""

            This is a demonstration: people, reports and figures are made up.

              Report something    {address}/report

              Hear back           {address}/track
            {Lines(DemoVisit.All, visit => $"{visit.Reference}    access code {visit.AccessCode}    {visit.About}")}

              Answer reports      {address}/staff/sign-in
                                  There are no passwords: press the member you want to be.
            {Lines(DemoMembers.All, member => $"{member.Name,-17}{MayDo(member, pack)}")}

              Letters             {(mail.Smtp is { } smtp ? $"leave by {smtp.Host}" : $"are written to {Path.GetFullPath(mail.Folder)}")}

            """);
    }

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) =>
        string.Join(Environment.NewLine, items.Select(item => $"                      {line(item)}"));

    private static string MayDo(DemoMember member, Pack pack) => member.Role switch
    {
        Role.Officer => $"officer: answers the reports of {pack.Team(member.Team)?.Name ?? member.Team}",
        Role.TeamLead => $"lead: an officer of {pack.Team(member.Team)?.Name ?? member.Team} who hears of dates that were missed",
        Role.Coordinator => "coordinator: sees and answers every report",
        Role.Administrator => "administrator: looks after members and mail, and opens no report",
        Role.Auditor => "auditor: reads who did and opened what, and no report",
        Role.Partner => $"partner: reads only what was passed on to {(pack.Team(member.Team) is { } team ? pack.OrganisationOf(team).Name : member.Team)}",
    };
}

public static class DemoServices
{
    /// <summary>Made-up members and reports.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) =>
        // What is real must not come among what is made up: no mailbox is read.
        services.AddScoped<LoadDemo>().PostConfigure<InboxOptions>(inbox => inbox.Host = "");
}
