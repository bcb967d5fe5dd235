using Hearback.Audit;
using Hearback.Calendar;
using Hearback.Directory;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>A service that is not in the directory yet. Its address is made of its name, and stays when the name changes.</summary>
public sealed class AddModel(ServiceDesk desk, ServicePlaces places, IStringLocalizer<Words> words, TimeProvider time) : PageModel, IHasServiceForm
{
    [BindProperty]
    public ServiceForm Form { get; set; } = new();

    public Pack Pack { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop) => Pack = await desk.ReadAsync(stop);

    public async Task<IActionResult> OnPostAsync()
    {
        Pack = await desk.ReadAsync(CancellationToken.None);
        var code = Codes.Of(Form.Name, "service");
        var service = Form.Read(new() { Code = code, Name = "", Organisation = "", About = "", UseWhen = "" }, Pack, await places.ReadAsync(CancellationToken.None), ModelState, words, time.Today);
        if (Pack.Service(code) is not null) { ModelState.AddModelError("Form.Name", words["There is a service with this name. Change that one, or choose another name"]); }

        if (!ModelState.IsValid) { return Page(); }

        await desk.SaveAsync(service, EditServices.Seen(null));
        return RedirectToPage("/Staff/Services/Index", new { done = AuditedAct.ChangedService });
    }
}
