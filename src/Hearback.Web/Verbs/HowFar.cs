using System.Globalization;

namespace Hearback.Web.Verbs;

/// <summary>Says how far long work has come, such as "2,000 rows read". It is told on the working thread, so that no line comes late.</summary>
internal sealed class HowFar(string done) : IProgress<int>
{
    private const int ShortestLong = 1000;

    public void Report(int value)
    {
        if (value >= ShortestLong) { Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} {done}")); }
    }
}
