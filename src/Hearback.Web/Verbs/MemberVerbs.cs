using Hearback.Staff;
using Hearback.Web.Staff;

namespace Hearback.Web.Verbs;

internal static class MemberVerbs
{
    public static async Task<int> AddAsync(WebApplication app, string name, string email, Role role, IReadOnlyList<string> teams)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<InviteMember>().InviteAsync(name, email, role, teams);
        Console.WriteLine($"The invitation is on its way. It can also be opened here, within 7 days:\n{link}");
        return 0;
    }
}
