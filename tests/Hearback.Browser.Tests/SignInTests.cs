using Hearback.Browser.Tests.Support;
using Hearback.Staff;
using Hearback.Tests.Support;
using Microsoft.Playwright;

namespace Hearback.Browser.Tests;

/// <summary>Members at a real browser, with a device that keeps passkeys and with a provider on another site.</summary>
public sealed class SignInTests(Chromium chromium)
{
    private const string Password = "lantern-otter-quilt-41";

    [Fact]
    public async Task A_member_adds_a_passkey_and_signs_in_with_it()
    {
        await using var member = await chromium.Visitor();
        var device = await Device.At(member.Page);
        await Join(member, await Invite(chromium.Service, "passkey@team.example"));
        await member.Open("/staff/passkeys");
        await member.ShouldBeUsable();
        await member.Page.GetByLabel("What to call it").FillAsync("Work laptop");
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await member.Page.GetByText("Added. You can sign in with it from now on").WaitForAsync();
        await member.ShouldBeUsable();
        await SignOut(member);

        await Press(member, "Sign in with a passkey");

        await member.Page.WaitForURLAsync("**/staff/reports");
        await member.Open("/staff/sessions");
        await member.Page.GetByText("Passkey. Last used").WaitForAsync();
        await member.ShouldBeUsable();
        Assert.Empty(member.Complaints);

        // A device that does not check who holds it does not even offer this browser the passkey alone. Beside the password it is enough.
        await SignOut(member);
        await device.NoLongerChecks();
        await Press(member, "Sign in with a passkey");
        await member.Page.GetByText("No passkey was used. Try again, or sign in the other way.").WaitForAsync();
        await TypePassword(member, "passkey@team.example");
        await member.ShouldBeUsable();
        await Press(member, "Use a passkey instead");
        await member.Page.WaitForURLAsync("**/staff/reports");
    }

    [Fact]
    public async Task A_device_without_a_passkey_is_told_so_on_the_page()
    {
        await using var member = await chromium.Visitor(320);
        await Device.At(member.Page);
        await member.Open("/staff/sign-in");
        await member.ShouldBeUsable();

        await Press(member, "Sign in with a passkey");

        await member.Page.GetByText("No passkey was used. Try again, or sign in the other way.").WaitForAsync();
        await member.ShouldBeUsable();
    }

    [Fact]
    public async Task Without_script_there_is_no_passkey_and_the_password_works()
    {
        await using var member = await chromium.Visitor(320, script: false);
        await Join(member, await Invite(chromium.Service, "plain@team.example"));

        await member.Open("/staff/passkeys");

        await Assertions.Expect(member.Page.GetByText("Your browser needs JavaScript for this.")).ToBeVisibleAsync();
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_member_comes_from_the_sign_in_of_their_organisation_on_another_site()
    {
        OpenIdKit? kit = null;
        await using var service = await RunningService.StartAsync(settings: address =>
        {
            kit = OpenIdKit.StartAsync(address, TimeProvider.System).GetAwaiter().GetResult();
            return kit.Settings().ToDictionary(setting => setting.Name, setting => setting.Value);
        });
        await using var provider = kit!;
        await Invite(service, "dee.marlow@camden.example");
        provider.Before = new("4711", "dee.marlow@camden.example");
        await using var member = await chromium.Visitor(at: service);
        await member.Open("/staff/performance");
        await member.ShouldBeUsable();

        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Camden Council" }).ClickAsync();

        await member.Page.GetByRole(AriaRole.Heading, new() { Name = "Set up your authenticator app" }).WaitForAsync();
        Assert.Contains(new Uri(provider.Address).Authority, member.HostsAsked);
        await SetUp(member);
        await member.Page.WaitForURLAsync("**/staff/performance");
        Assert.All(await member.Cookies(), cookie => Assert.Equal((SameSiteAttribute.Strict, true), (cookie.SameSite, cookie.HttpOnly)));
    }

    private static async Task<string> Invite(RunningService service, string email) =>
        (await service.VerbAsync("member", "add", "--name", "Dee Marlow", "--email", email, "--role", "officer", "--team", "community-safety")).Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal));

    private static async Task Join(BrowserVisitor member, string invitation)
    {
        await member.Page.GotoAsync(invitation);
        await member.Page.Locator("main input[type=password]").FillAsync(Password);
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await SetUp(member);
        await member.Page.WaitForURLAsync("**/staff/reports");
    }

    private static async Task SetUp(BrowserVisitor member)
    {
        var key = (await member.Page.Locator(".hb-key-text").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await member.Page.GetByLabel("Code from the app").FillAsync(AuthenticatorCode.Shown(key, TimeProvider.System.GetUtcNow()));
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "I have kept them, continue" }).ClickAsync();
    }

    private static async Task TypePassword(BrowserVisitor member, string email)
    {
        await member.Page.GetByLabel("Email address").FillAsync(email);
        await member.Page.GetByLabel("Password").FillAsync(Password);
        await Press(member, "Continue");
        await member.Page.WaitForURLAsync("**/staff/sign-in/code*");
    }

    private static async Task SignOut(BrowserVisitor member)
    {
        await Press(member, "Sign out");
        await member.Page.WaitForURLAsync("**/staff/sign-in");
    }

    private static Task Press(BrowserVisitor member, string button) => member.Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{button}( ?,|$)") }).ClickAsync();

    /// <summary>A device with a keyring of its own, in the browser's place for such.</summary>
    private sealed class Device(ICDPSession browser, string number)
    {
        public static async Task<Device> At(IPage page)
        {
            var browser = await page.Context.NewCDPSessionAsync(page);
            await browser.SendAsync("WebAuthn.enable");
            return new Device(browser, await Add(browser, checks: true));
        }

        /// <summary>Puts what the device holds into one that cannot check who holds it.</summary>
        public async Task NoLongerChecks()
        {
            var held = (await browser.SendAsync("WebAuthn.getCredentials", Of(number)))!.Value.GetProperty("credentials");
            await browser.SendAsync("WebAuthn.removeVirtualAuthenticator", Of(number));
            var other = Of(await Add(browser, checks: false));
            foreach (var credential in held.EnumerateArray()) { await browser.SendAsync("WebAuthn.addCredential", new(other) { ["credential"] = credential }); }
        }

        private static Dictionary<string, object> Of(string number) => new() { ["authenticatorId"] = number };

        private static async Task<string> Add(ICDPSession browser, bool checks)
        {
            var added = await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = checks,
                    ["isUserVerified"] = checks,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            return added!.Value.GetProperty("authenticatorId").GetString()!;
        }
    }
}
