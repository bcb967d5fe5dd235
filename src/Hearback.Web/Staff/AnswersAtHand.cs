using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Plan;
using Hearback.Staff;
using Hearback.Vault;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff;

/// <summary>The answers that are a member's to look after, and the plan they are about.</summary>
public sealed record AnswersDesk(Member Member, ActionPlan Plan, IQueryable<ActionAnswer> Answers)
{
    public string NameOf(string actionId) => Plan.Action(actionId) is { } action ? PlanText.Plain(action.Text) : actionId;
}

/// <summary>An answer that a member may look after, and who they speak for when they reply.</summary>
public sealed record AnswerAtHand(ActionAnswer Answer, Member Member, string Action, string SignedBy)
{
    /// <exception cref="RefusedException">Somebody was first.</exception>
    public void WasReadAt(long version)
    {
        if (version != Answer.Version) { throw new RefusedException("Someone else changed this while you were reading it. Read what is new, then send yours again"); }
    }
}

/// <summary>
/// Answers to "Is this working?" for the member who is signed in: a coordinator looks after all, an officer after those to actions
/// that their own team leads. What is done is kept together with the record that it was done.
/// </summary>
public sealed class AnswersAtHand(HearbackDb db, SignedIn signedIn, CurrentPlan current, CurrentPack pack, KeyVault vault, TimeProvider time)
{
    public async Task<AnswersDesk> ReadAsync(CancellationToken stop)
    {
        var member = await signedIn.MemberAsync(stop);
        var plan = (await current.ReadAsync(stop))?.Plan ?? new();
        if (member.Role.MayEverywhere(Right.WriteNews)) { return new(member, plan, db.ActionAnswers); }

        var led = plan.Actions.Where(action => LeadOf(action, member) is not null).Select(action => action.Id).ToList();
        return new(member, plan, db.ActionAnswers.Where(answer => led.Contains(answer.ActionId)));
    }

    /// <summary>The answer; null when there is none, or when it is not this member's: they learn nothing of it.</summary>
    public async Task<AnswerAtHand?> FindAsync(Guid id, CancellationToken stop)
    {
        var desk = await ReadAsync(stop);
        if (await desk.Answers.SingleOrDefaultAsync(answer => answer.Id == id, stop) is not { } found) { return null; }

        var lead = desk.Plan.Action(found.ActionId) is { } action && !desk.Member.Role.MayEverywhere(Right.WriteNews) ? LeadOf(action, desk.Member)?.Name : null;
        return new(found, desk.Member, desk.NameOf(found.ActionId), lead ?? pack.Now.About.Partnership);
    }

    /// <summary>The words that wait. That they were read is written down before they are seen.</summary>
    public async Task<string> OpenAsync(AnswerAtHand hand)
    {
        var words = hand.Answer.Open(await KeyAsync(hand));
        await SaveAsync(hand, AuditedAct.OpenedAnswer);
        return words;
    }

    /// <exception cref="RefusedException">The member has not read the words, or somebody decided already.</exception>
    public async Task ShowAsync(AnswerAtHand hand)
    {
        var key = await KeyAsync(hand);
        if (!await db.Audit.AnyAsync(entry => entry.Act == AuditedAct.OpenedAnswer && entry.SubjectId == hand.Answer.Id && entry.MemberId == hand.Member.Id))
        {
            throw new RefusedException("Read the words before you show them");
        }

        hand.Answer.Show(key);
        await SaveAsync(hand, AuditedAct.ShowedAnswer);
        // Only now: words whose key is gone before they are saved would be lost.
        await vault.ForgetAsync(key.Id);
    }

    public async Task DoNotShowAsync(AnswerAtHand hand)
    {
        var key = hand.Answer.KeyId;
        hand.Answer.DoNotShow();
        await SaveAsync(hand, AuditedAct.DidNotShowAnswer);
        if (key is { } sealing) { await vault.ForgetAsync(sealing); }
    }

    public async Task ReplyAsync(AnswerAtHand hand, string words)
    {
        hand.Answer.SayInReply(words, hand.SignedBy, time.Today);
        await SaveAsync(hand, AuditedAct.RepliedToAnswer);
    }

    private async Task<DataKey> KeyAsync(AnswerAtHand hand) =>
        hand.Answer.KeyId is { } id ? await vault.OpenAsync(id) : throw new RefusedException("Somebody has already decided about this answer");

    private async Task SaveAsync(AnswerAtHand hand, AuditedAct act)
    {
        db.Audit.Add(new AuditEntry(act, hand.Member.Id, time.GetUtcNow()) { SubjectId = hand.Answer.Id });
        await db.SaveChangesAsync();
    }

    private static Lead? LeadOf(PlannedAction action, Member member) => action.Leads.FirstOrDefault(lead => lead.Team is { } team && member.May(Right.WriteNews, team));
}
