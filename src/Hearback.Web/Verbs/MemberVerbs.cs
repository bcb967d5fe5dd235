using Hearback.Staff;
using Hearback.Web.Staff;
using Microsoft.AspNetCore.Identity;

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

    public static Task<int> DisableAsync(WebApplication app, string email) =>
        ChangeAsync(app, email, (desk, member) => desk.DisableAsync(member, by: null), "The member is out and cannot sign in again.");

    public static Task<int> EnableAsync(WebApplication app, string email) =>
        ChangeAsync(app, email, (desk, member) => desk.EnableAsync(member, by: null), "The member can sign in again.");

    private static async Task<int> ChangeAsync(WebApplication app, string email, Func<SessionDesk, Member, Task> change, string said)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var member = await scope.ServiceProvider.GetRequiredService<UserManager<Member>>().FindByEmailAsync(email) ?? throw new RefusedException("There is no member with this email address");
        await change(scope.ServiceProvider.GetRequiredService<SessionDesk>(), member);
        Console.WriteLine(said);
        return 0;
    }
}
