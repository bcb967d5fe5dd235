using Hearback.Staff;
using Microsoft.AspNetCore.Identity;

namespace Hearback.Tests.Support;

/// <summary>What a member does at the front door.</summary>
internal static class SigningIn
{
    extension(Service service)
    {
        /// <summary>A member with password and app; returns the app's key and a recovery code.</summary>
        public Task<(Member Member, string Key, string Recovery)> GivenWithApp(string email) => service.With<UserManager<Member>, (Member, string, string)>(async members =>
        {
            var member = new Member("Dee Marlow", email, Role.Officer, ["community-safety"]);
            Assert.True((await members.CreateAsync(member, Service.Password)).Succeeded);
            await members.ResetAuthenticatorKeyAsync(member);
            await members.SetTwoFactorEnabledAsync(member, enabled: true);
            return (member, (await members.GetAuthenticatorKeyAsync(member))!, (await members.GenerateNewTwoFactorRecoveryCodesAsync(member, 8))!.First());
        });

        /// <summary>Signs in with password and app at this browser, in a later half minute than any code before.</summary>
        public async Task<Page> SignIn(Visitor visitor, string email, string key)
        {
            service.Later(TimeSpan.FromSeconds(30));
            return await visitor.Send(await visitor.TypePassword(email), ("Code", Authenticator.Show(key, service)));
        }
    }

    extension(Visitor visitor)
    {
        public async Task<Page> TypePassword(string email, string password = Service.Password) =>
            await visitor.Send(await visitor.Open("/staff/sign-in"), ("Email", email), ("Password", password));

        public async Task<bool> IsIn() => (await visitor.Open("/staff/sessions")).Path == "/staff/sessions";
    }
}
