using System.Globalization;

namespace Hearback.Fault.Tests.Support;

/// <summary>One line of the table that <c>./test</c> prints at its end.</summary>
internal static class Figures
{
    public static void Add(string fault, int faults, int inputs, int lost, int duplicated, double? secondsToRecover, string more = "")
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"| {fault} | {faults} | {inputs:N0} | {lost} | {duplicated} | {(secondsToRecover is { } seconds ? seconds.ToString("0.0", CultureInfo.InvariantCulture) : "")} | {more} |");
        TestContext.Current.SendDiagnosticMessage(line);
        if (Environment.GetEnvironmentVariable("HEARBACK_TEST_FIGURES") is { Length: > 0 } file) { File.AppendAllText(file, line + "\n"); }
    }
}
