namespace Hearback.Web.Demo;

/// <summary>What the terminal says when a demonstration starts.</summary>
internal static class DemoWelcome
{
    public static void Print(string address) => Console.WriteLine($"""

        This is a demonstration: people, reports and figures are made up.
          Report something   {address}/report
          Check a report     {address}/track
          Answer reports     {address}/staff/sign-in (press the member you want to be)
        """);
}

public static class DemoServices
{
    /// <summary>Made-up members and reports.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) => services;
}
