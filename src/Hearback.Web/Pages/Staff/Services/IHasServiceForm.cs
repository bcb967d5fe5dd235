using Hearback.Directory;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>A page on which a service is typed.</summary>
public interface IHasServiceForm
{
    ServiceForm Form { get; }

    Pack Pack { get; }
}
