using Hearback.Audit;
using Hearback.Data;
using Hearback.Plan;
using Hearback.Vault;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.Work;

/// <summary>What a list says of an idea: not its words.</summary>
public sealed record ListedIdea(Guid Id, Reference Reference, string About, DateOnly On, IdeaState State);

/// <summary>The ideas that wait for a reply, the oldest first, and the latest of those that have one.</summary>
public sealed class IdeasModel(HearbackDb db, CurrentPlan current, IStringLocalizer<Words> words) : PageModel
{
    private const int Most = 100;
    private const int LongestName = 60;

    public IReadOnlyList<ListedIdea> Waiting { get; private set; } = [];

    public IReadOnlyList<ListedIdea> RepliedTo { get; private set; } = [];

    public AuditedAct? Done { get; private set; }

    public async Task OnGetAsync(AuditedAct? done, CancellationToken stop)
    {
        Done = done;
        var plan = (await current.ReadAsync(stop))?.Plan ?? new();
        Waiting = await List(db.Ideas.Where(idea => idea.State == IdeaState.New).OrderBy(idea => idea.On));
        RepliedTo = await List(db.Ideas.Where(idea => idea.State != IdeaState.New).OrderByDescending(idea => idea.On));

        async Task<IReadOnlyList<ListedIdea>> List(IOrderedQueryable<Idea> ideas) =>
            [.. (await ideas.ThenBy(idea => idea.Id).Take(Most).Select(idea => new { idea.Id, idea.Reference, idea.ConcernId, idea.On, idea.State }).ToListAsync(stop))
                .Select(idea => new ListedIdea(idea.Id, idea.Reference, About(plan.Concern(idea.ConcernId ?? "")), idea.On, idea.State))];
    }

    private string About(Concern? concern) => concern is null ? words["Something else"] : PlanText.Plain(concern.Asked) is var name && name.Length > LongestName ? $"{name[..LongestName]}…" : name;
}
