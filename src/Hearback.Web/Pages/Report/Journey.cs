using Hearback.Calendar;
using Hearback.Data;
using Hearback.Directory;
using Hearback.Pictures;
using Hearback.Reports;
using Hearback.Web.Pages.Track;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hearback.Web.Pages.Reporting;

/// <summary>The draft of the person at this browser: read from, and kept for, the cookie that alone can open it.</summary>
public sealed class Journey(HearbackDb db, ReportDrafts drafts, DraftPictures pictures, CurrentPack pack, Friction friction, IOptions<SafetyOptions> safety, TimeProvider time, IHttpContextAccessor accessor)
{
    private const string CookieName = "__Host-report";

    /// <summary>The answers so far; a person who has not begun has none.</summary>
    public ReportAnswers Answers { get; private set; } = new();

    public Pack Pack => pack.Now;

    /// <summary>The first question that is open: a forged or skipped step leads there.</summary>
    public Question FirstOpen => Answers.FirstOpen(pack.Now);

    /// <summary>The follow-ups that are asked as the answers stand.</summary>
    public IReadOnlyList<FollowUp> FollowUps => Answers.FollowUpsIn(pack.Now);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private DraftTicket? Ticket => DraftTicket.Read(Http.Request.Cookies[CookieName]);

    /// <summary>Reads the answers; false when nobody began, or two hours went by.</summary>
    public async Task<bool> LoadAsync(CancellationToken stop)
    {
        if (Ticket is not { } ticket || await drafts.OpenAsync(ticket, stop) is not { } answers) { return false; }

        // The pack may have changed since: what it no longer has is asked again.
        Answers = (pack.Now.Category(answers.Category) is not { OutOfUse: false } ? answers with { Category = null } : answers).InForce(pack.Now, time.Today);
        return true;
    }

    /// <summary>Whether this browser began a report and has not sent it.</summary>
    public async Task<bool> BeganAsync(CancellationToken stop) =>
        await LoadAsync(stop) && !await db.Reports.AnyAsync(report => report.Id == Answers.ReportId, stop);

    /// <summary>Keeps the answers and leads to the first question that is still open.</summary>
    public async Task<IActionResult> KeepAsync(ReportAnswers given)
    {
        var answers = given.InForce(pack.Now, time.Today);
        var ticket = Ticket ?? NewTicket();
        await drafts.KeepAsync(ticket, answers);
        Answers = answers;
        Http.Response.Cookies.Append(CookieName, ticket.Reveal(), Cookie);
        return this.LeadToOpen();
    }

    /// <summary>The numbers of the pictures beside the answers.</summary>
    public async Task<IReadOnlyList<int>> PicturesAsync(CancellationToken stop) => Answers.Pictures is 0 || Ticket is not { } ticket ? [] : await pictures.NumbersAsync(ticket, stop);

    public async Task<CleanPicture?> OpenPictureAsync(int number, CancellationToken stop) => Ticket is { } ticket ? await pictures.OpenAsync(ticket, number, stop) : null;

    /// <exception cref="RefusedException">There are five already, or the draft is gone.</exception>
    public async Task AddPictureAsync(CleanPicture picture)
    {
        await pictures.AddAsync(Ticket ?? throw new InvalidOperationException("There is no draft."), picture);
        await LoadAsync(CancellationToken.None);
    }

    public async Task TakeOutPictureAsync(int number)
    {
        if (Ticket is not { } ticket) { return; }

        await pictures.TakeOutAsync(ticket, number);
        await LoadAsync(CancellationToken.None);
    }

    /// <summary>Gives the report with its pictures to <paramref name="send"/>, and deletes the draft's pictures once that has them. Without any, nobody asks the store.</summary>
    public async Task SendPicturesAsync(Func<IReadOnlyList<CleanPicture>, Task> send)
    {
        if (Answers.Pictures is 0 || Ticket is not { } ticket)
        {
            await send([]);
            return;
        }

        await send(await pictures.AllAsync(ticket));
        await pictures.ForgetAsync(ticket);
    }

    /// <summary>Closes the draft at this browser at once; the store follows when the person is gone, for leaving waits for nothing.</summary>
    public void Leave()
    {
        if (Ticket is { } ticket) { Http.Response.OnCompleted(() => drafts.ForgetAsync(ticket)); }

        Http.Response.Cookies.Delete(CookieName, Cookie);
    }

    /// <summary>Drafts cost nothing to make, so a machine could fill the store with them.</summary>
    private DraftTicket NewTicket() =>
        friction.TryPass("drafts", safety.Value.DraftsAMinute, TimeSpan.FromMinutes(1)) ? DraftTicket.New() : throw new NotReceivedException();

    public async Task ForgetAsync()
    {
        if (Ticket is { } ticket) { await drafts.ForgetAsync(ticket); }

        Http.Response.Cookies.Delete(CookieName, Cookie);
    }

    /// <summary>Without an age of its own, it goes when the browser is closed: the next person at a shared computer opens nothing.</summary>
    private static CookieOptions Cookie => new() { HttpOnly = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = true, IsEssential = true };
}

/// <summary>Where each question is asked.</summary>
public static class Questions
{
    /// <summary>What everybody is asked after the first question and its follow-ups, and what has a number.</summary>
    private static readonly Question[] Everybodys = [Question.Where, Question.When, Question.Story, Question.Effect, Question.Wish, Question.Identity];

    /// <summary>The same when a service gets it.</summary>
    private static readonly Question[] ForService = [Question.Where, Question.When, Question.Story, Question.Identity];

    public static string Address(this Question question) => question switch
    {
        Question.What => "/report/what",
        Question.More => "/report/more",
        Question.Where => "/report/where",
        Question.NotOurs => "/report/not-ours",
        Question.When => "/report/when",
        Question.Story => "/report/what-happened",
        Question.Pictures => "/report/pictures",
        Question.Effect => "/report/effect",
        Question.Wish => "/report/wish",
        Question.Identity => "/report/known",
        Question.Contact => "/report/contact",
        Question.Check => "/report/check",
    };

    /// <summary>Where a follow-up is asked.</summary>
    public static string Address(this FollowUp followUp) => $"{Question.More.Address()}/{followUp.Code}";

    /// <summary>Where "Back" leads; <paramref name="code"/> is that of the follow-up at which somebody is.</summary>
    public static string Before(this Journey journey, Question question, string? code = null) => question switch
    {
        Question.What => "/report",
        Question.More => journey.FollowUps.TakeWhile(followUp => followUp.Code != code).LastOrDefault()?.Address() ?? Question.What.Address(),
        Question.Where => journey.FollowUps is [.., var last] ? last.Address() : Question.What.Address(),
        Question.When when journey.Answers.OwnerIn(journey.Pack) is null => Question.Where.Address(),
        Question.Identity when journey.Answers.IsForService => (journey.Answers.Pictures is 0 ? Question.Story : Question.Pictures).Address(),
        Question.Check when journey.Answers.Identity is IdentityLevel.Anonymous => Question.Identity.Address(),
        Question.Effect when journey.Answers.Pictures is 0 => Question.Story.Address(),
        Question.NotOurs or Question.When or Question.Story or Question.Pictures or Question.Effect or Question.Wish or Question.Identity or Question.Contact or Question.Check => (question - 1).Address(),
    };

    /// <summary>
    /// Which question of how many it is, with the follow-ups that are asked as the answers stand. Null for what not everybody is asked, pictures and the safe
    /// way to reach somebody, and for the check.
    /// </summary>
    public static (int Number, int Of)? Progress(this Journey journey, Question question, string? code = null)
    {
        var others = journey.Answers.IsForService ? ForService : Everybodys;
        var of = 1 + journey.FollowUps.Count + others.Length;
        return question switch
        {
            Question.What => (1, of),
            Question.More => (journey.FollowUps.TakeWhile(followUp => followUp.Code != code).Count() + 2, of),
            Question.Where or Question.When or Question.Story or Question.Effect or Question.Wish or Question.Identity => Array.IndexOf(others, question) is >= 0 and var index ? (of - others.Length + index + 1, of) : null,
            Question.NotOurs or Question.Pictures or Question.Contact or Question.Check => null,
        };
    }

    /// <summary>The follow-up of that code, if it is asked as the answers stand and none before it is open.</summary>
    public static FollowUp? AskedAs(this Journey journey, string? code)
    {
        var upToOpen = journey.Answers.OpenFollowUp(journey.Pack) is { } open ? journey.FollowUps.TakeWhile(followUp => followUp.Code != open.Code).Append(open) : journey.FollowUps;
        return upToOpen.FirstOrDefault(followUp => followUp.Code == code);
    }

    /// <summary>Leads to the first question that is open, to the follow-up itself or to its advice when it is one.</summary>
    public static IActionResult LeadToOpen(this Journey journey) => journey.FirstOpen switch
    {
        Question.More when journey.Answers.OpenFollowUp(journey.Pack) is { } open => new RedirectResult(journey.Answers.AnswerTo(open.Code) is null ? open.Address() : $"{open.Address()}/advice"),
        Question.When when journey.Answers.NotOurs is { Choice: NotOursChoice.TellThemMyself } => new RedirectResult(TellThemModel.Address),
        Question.Check when journey.Answers.IsForService => new RedirectResult(HandOverModel.Address),
        var question => LeadTo(question),
    };

    public static IActionResult LeadTo(Question question) => new RedirectResult(question.Address());
}

/// <summary>
/// The question that a page asks. Before the page runs, the draft is read; whoever skipped a question or forged a step is led back to
/// the first one that is open, and whoever has sent the report already, to its reference.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AsksAttribute(Question question) : Attribute, IFilterFactory
{
    public Question Question => question;

    public bool IsReusable => false;

    public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) =>
        new InOrder(question, serviceProvider.GetRequiredService<Journey>(), serviceProvider.GetRequiredService<HearbackDb>());

    private sealed class InOrder(Question asked, Journey journey, HearbackDb db) : IAsyncPageFilter
    {
        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            var stop = context.HttpContext.RequestAborted;
            await journey.LoadAsync(stop);
            if (journey.FirstOpen < asked)
            {
                context.Result = journey.LeadToOpen();
            }
            else if (!Sends(context) && await db.Reports.AnyAsync(report => report.Id == journey.Answers.ReportId, stop))
            {
                // What is on its way here comes too late for the report, and is told so.
                context.Result = new RedirectResult(asked is Question.Pictures && HttpMethods.IsPost(context.HttpContext.Request.Method) ? "/report/sent?late=true" : "/report/sent");
            }
            else
            {
                await next();
            }
        }

        // Whoever presses Send a second time is led to the same reference by the one who stores, so nobody has to ask the store twice.
        private bool Sends(PageHandlerExecutingContext context) => asked is Question.Check && HttpMethods.IsPost(context.HttpContext.Request.Method);
    }
}

public static class JourneyServices
{
    /// <summary>The way from the first question to the reference.</summary>
    public static IServiceCollection AddJourney(this IServiceCollection services) => services.AddHttpContextAccessor().AddScoped<Journey>().AddScoped<SendReport>().AddScoped<AlreadyKnown>();

    /// <summary>"Exit this page": clears the draft, ends the visit to a report, clears the history that can be cleared, and leads to a site that anyone might read.</summary>
    public static void MapExit(this IEndpointRouteBuilder app) => app.MapGet("/exit", http =>
    {
        var parts = http.RequestServices;
        parts.GetRequiredService<Visit>().End();
        parts.GetRequiredService<Journey>().Leave();
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        http.Response.Redirect(parts.GetRequiredService<CurrentPack>().Now.About.ExitSite.ToString());
        return Task.CompletedTask;
    });
}
