using Hearback.Reports;
using Hearback.Web.Safety;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Pages.Reporting;

/// <summary>
/// Up to five pictures, for whoever has some. The form is read by <see cref="SentPictures"/>, which also looks for its token; the framework
/// must not touch it.
/// </summary>
[Asks(Question.Pictures), IgnoreAntiforgeryToken, RequestSizeLimit(SentPictures.LongestBody), LeavesTheForm]
public sealed class PicturesModel(Journey journey, SentPictures sent, Friction friction, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>The name of the field, and of the button that stays on the page.</summary>
    public const string Files = nameof(Pictures), Stay = "add";

    private const int FreeOfOneAddress = 60;

    /// <summary>The numbers of those that are kept.</summary>
    public IReadOnlyList<int> Pictures { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop) => Pictures = await journey.PicturesAsync(stop);

    public async Task<IActionResult> OnGetPictureAsync([FromQuery] int number, CancellationToken stop) =>
        await journey.OpenPictureAsync(number, stop) is { } picture ? new PictureResult(picture) : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        await friction.SlowDownAsync($"pictures {HttpContext.Connection.RemoteIpAddress}", FreeOfOneAddress, TimeSpan.FromMinutes(10));
        if (await sent.ReadAsync(HttpContext, DraftPictures.Most - journey.Answers.Pictures) is not { } form) { return BadRequest(); }

        foreach (var picture in form.Pictures) { await journey.AddPictureAsync(picture); }

        foreach (var refusal in form.Refusals) { ModelState.AddModelError(Files, refusal); }

        var stays = form.Fields.ContainsKey(Stay);
        if (stays && form is { Pictures.Count: 0, Refusals.Count: 0 }) { ModelState.AddModelError(Files, words["Choose a picture, then press Add"]); }

        if (ModelState.IsValid) { return Questions.LeadTo(stays ? Question.Pictures : journey.Answers.FirstUnanswered); }

        Pictures = await journey.PicturesAsync(CancellationToken.None);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromQuery] int number)
    {
        if (await sent.ReadAsync(HttpContext, most: 0) is null) { return BadRequest(); }

        await journey.TakeOutPictureAsync(number);
        return Questions.LeadTo(Question.Pictures);
    }
}

/// <summary>Keeps the framework from reading a form with files. What has none is refused without its token before anything else is looked at, as on every page.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeavesTheFormAttribute : Attribute, IAsyncAuthorizationFilter, IResourceFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !SentPictures.HasFiles(http.Request) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            context.Result = new BadRequestResult();
        }
    }

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
