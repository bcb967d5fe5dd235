using System.Security.Cryptography;
using Microsoft.AspNetCore.Diagnostics;

namespace Hearback.Web.Safety;

/// <summary>
/// A fault becomes a plain page with a number, and a line in the log with the same number, where it happened and what broke;
/// never the address, the words or the visitor.
/// </summary>
internal static partial class FaultPages
{
    private static readonly object NumberKey = new();

    public static IApplicationBuilder UseFaultPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            // The framework would log the whole exception, whose message may repeat what somebody wrote.
            SuppressDiagnosticsCallback = fault =>
            {
                var logger = fault.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FaultPages));
                Log.Fault(logger, fault.HttpContext.FaultNumber, fault.Exception.GetType().FullName ?? "", fault.Exception.StackTrace ?? "");
                return true;
            },
        });
        return app.UseStatusCodePagesWithReExecute("/not-found/{0}");
    }

    extension(HttpContext context)
    {
        /// <summary>The number that the visitor can quote. Page and log ask for it in either order.</summary>
        public string FaultNumber => (string)(context.Items[NumberKey] ??= RandomNumberGenerator.GetString("23456789", 8));

        /// <summary>Whether the page that failed was part of reporting.</summary>
        public bool FailedWhileReporting =>
            context.Features.Get<IExceptionHandlerPathFeature>()?.Path.StartsWith("/report", StringComparison.OrdinalIgnoreCase) is true;
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "Fault {Number}: {Kind}\n{Trace}")]
        public static partial void Fault(ILogger logger, string number, string kind, string trace);
    }
}
