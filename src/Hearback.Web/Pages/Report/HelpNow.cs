using Hearback.Calendar;
using Hearback.Directory;
using Hearback.Reports;

namespace Hearback.Web.Pages.Reporting;

/// <summary>Whom somebody can call at this hour about what they are about to report there, besides the numbers that everybody knows.</summary>
public sealed record HelpNow(ServiceNow Service, ServiceChannel Phone, DateTimeOffset At, DateOnly ReplyBy)
{
    /// <summary>What is not known to be closed may be called.</summary>
    public bool MayAnswer => Service.State is not { IsOpen: false };

    /// <summary>Null when nobody in the directory has a number for this kind of behaviour at this place.</summary>
    public static HelpNow? For(ReportAnswers answers, Pack pack, DateTimeOffset now)
    {
        if (pack.Category(answers.Category) is not { } category || answers.Where is not { } where) { return null; }

        var replyBy = now.LondonDay.PlusWorkingDays(pack.Standards[category.Tier].FirstReply);
        return pack.ServicesFor(category.Code, where.Ward, where.NearPlace).Where(service => service.Categories.Contains(category.Code)).OpenFirst(now, category.Code)
            // Who is on duty at this hour comes before who always answers, and who opens at a known hour before whose hours nobody has told us.
            .OrderBy(service => service.State switch { { IsOpen: true, ChangesAt: not null } => 0, { IsOpen: true } => 1, { IsOpen: false } => 2, null => 3 })
            .Select(service => service.Service.By(ChannelKind.Phone).FirstOrDefault(phone => phone.To != pack.About.EmergencyPhone && phone.To != pack.About.NonEmergencyPhone) is { } phone
                ? new HelpNow(service, phone, now, replyBy)
                : null)
            .FirstOrDefault(help => help is not null);
    }
}
