using Hearback.Plan;

namespace Hearback.Web.Pages.LivePlan;

/// <summary>The answers on the page of their action; null where the question is not asked.</summary>
public sealed record AnswersView(string ActionId, AnswersSoFar? Answers);

/// <summary>One answer in public. What was chosen is told only where the counts are: of few people it would tell who.</summary>
public sealed record ShownAnswerView(ShownAnswer Answer, bool WithChoice);
