using Hearback.Directory;
using Hearback.Web.Pages.Reporting;
using Microsoft.Extensions.Localization;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>How a service takes reports from us, as a coordinator types it.</summary>
internal static class HandoverTyped
{
    public static HandoverWay? Read(ServiceForm form, HandoverWay? before, Action<string, string> fault, IStringLocalizer words)
    {
        var (email, endpoint, code) = (Typed.ReadOrNull(form.HandoverEmail), Typed.ReadOrNull(form.Endpoint), Typed.ReadOrNull(form.ServiceCode));
        if (email is not null && endpoint is not null) { fault(nameof(form.HandoverEmail), words["Fill in the mailbox or Open311, not both"]); }

        if (email is not null && !new HandoverWay { Email = email }.CanBeUsed) { fault(nameof(form.HandoverEmail), words["Enter the mailbox in the right form, like name@example.com"]); }

        if (endpoint is null)
        {
            if (code is not null || Typed.ReadOrNull(form.Jurisdiction) is not null) { fault(nameof(form.Endpoint), words["Enter the address of Open311, or leave all of it empty"]); }

            return email is null ? null : new() { Email = email };
        }

        if (code is null) { fault(nameof(form.ServiceCode), words["Enter the service code under which they take our reports"]); }

        var server = new Open311Server { Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address) ? address : new Uri("about:blank"), Jurisdiction = Typed.ReadOrNull(form.Jurisdiction), ServiceCode = code ?? "" };
        // A program on this machine, which only a file of the pack may name, is left as it is.
        if (!server.CanBeUsed || (server.Endpoint.Scheme != Uri.UriSchemeHttps && server.Endpoint != before?.Open311?.Endpoint)) { fault(nameof(form.Endpoint), words["Enter the address in full, like https://www.example.com"]); }

        return new() { Email = email, Open311 = server };
    }
}
