using Hearback.Data;
using Microsoft.EntityFrameworkCore;

namespace Hearback.Web.Staff.ServiceWork;

/// <summary>The names of the pack's places, by which a coordinator says where a service is for.</summary>
public sealed class ServicePlaces(HearbackDb db)
{
    public Task<Dictionary<string, string>> ReadAsync(CancellationToken stop) =>
        db.Places.Where(place => place.OfPack).ToDictionaryAsync(place => place.Code, place => place.Name, stop);
}
