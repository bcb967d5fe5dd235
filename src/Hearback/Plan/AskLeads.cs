using System.Net.Mail;
using Hearback.Audit;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Notices;
using Hearback.Vault;

namespace Hearback.Plan;

/// <summary>On the monthly round the coordinator asks the leads of an action for news, whether or not it is late.</summary>
public sealed class AskLeads(HearbackDb db, KeyVault vault, CurrentPack pack, TimeProvider time)
{
    /// <summary>Writes to each mailbox of the leads; they write in the plan, or back to the coordinator.</summary>
    /// <exception cref="RefusedException">No lead has a mailbox.</exception>
    public async Task ForNewsAsync(PlannedAction action, string coordinator, Guid by)
    {
        if (action.Mailboxes(pack.Now) is not { Count: > 0 } mailboxes) { throw new RefusedException("No lead of this action has a mailbox: ask in another way"); }

        foreach (var mailbox in mailboxes)
        {
            db.Notices.Add(new(NoticeKind.NewsAsked, await vault.NewKeyAsync(), new() { To = mailbox, Words = $"- {PlanText.Beginning(action.Text)}", By = coordinator, Path = $"/staff/plan/actions/{action.Id}/update" }, time.GetUtcNow()));
        }

        db.Audit.Add(new(AuditedAct.AskedForNews, by, time.GetUtcNow()));
        await db.SaveChangesAsync();
    }
}

public static class LeadMailboxes
{
    /// <summary>Where the leads of an action get letters: what the plan says of them, or else their team's mailbox in the pack.</summary>
    public static IReadOnlyList<string> Mailboxes(this PlannedAction action, Pack pack) =>
        [.. action.Leads.Select(lead => EmailIn(lead.Contact) ?? (lead.Team is { } team ? pack.Team(team)?.Email : null)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? EmailIn(string? contact) =>
        contact?.Split([' ', ',', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', '<', '>')).FirstOrDefault(word => word.Contains('@', StringComparison.Ordinal) && MailAddress.TryCreate(word, out _));
}
