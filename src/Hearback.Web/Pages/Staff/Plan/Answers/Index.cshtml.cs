using Hearback.Audit;
using Hearback.Plan;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff.Work;

/// <summary>What a list says of an answer: not its words.</summary>
public sealed record ListedAnswer(Guid Id, string Action, Working Working, DateOnly On, bool HasReply);

/// <summary>The answers that wait for a member, and those that are public: of all actions, or of those that the member's teams lead.</summary>
public sealed class AnswersModel(AnswersAtHand answers) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<ListedAnswer> Waiting { get; private set; } = [];

    public IReadOnlyList<ListedAnswer> Shown { get; private set; } = [];

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(AuditedAct? done, CancellationToken stop)
    {
        Done = done;
        var desk = await answers.ReadAsync(stop);
        Waiting = await List(AnswerState.Waiting, oldestFirst: true);
        Shown = await List(AnswerState.Shown, oldestFirst: false);

        async Task<IReadOnlyList<ListedAnswer>> List(AnswerState state, bool oldestFirst)
        {
            var found = desk.Answers.Where(answer => answer.State == state);
            var ordered = oldestFirst ? found.OrderBy(answer => answer.On) : found.OrderByDescending(answer => answer.On);
            var rows = await ordered.ThenBy(answer => answer.Id).Take(Most).Select(answer => new { answer.Id, answer.ActionId, answer.Working, answer.On, HasReply = answer.Reply != null }).ToListAsync(stop);
            return [.. rows.Select(row => new ListedAnswer(row.Id, desk.NameOf(row.ActionId), row.Working, row.On, row.HasReply))];
        }
    }
}
