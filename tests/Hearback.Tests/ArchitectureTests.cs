using System.Text.RegularExpressions;
using Hearback.Tests.Support;

namespace Hearback.Tests;

/// <summary>A feature may use only what stands below it: arrows point downwards.</summary>
public sealed partial class ArchitectureTests
{
    // What each folder of src/Hearback may use. Data maps all of them, and all of them are read through it.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Backups"] = ["Audit", "Vault"],
        ["Open311"] = ["Reports", "Directory", "Places", "Notices", "Vault", "Calendar"],
        ["Corrections"] = ["Staff", "Notices", "Vault", "Calendar"],
        ["Plan"] = ["Insight", "Staff", "Directory", "Notices", "Audit", "Pictures", "Vault", "Calendar"],
        ["Insight"] = ["Reviews", "Reports", "Staff", "Directory", "Places", "Vault", "Calendar"],
        ["Reviews"] = ["Reports", "Staff", "Directory", "Notices", "Vault", "Calendar"],
        ["Reports"] = ["Staff", "Directory", "Places", "Notices", "Audit", "Pictures", "Vault", "Calendar"],
        ["Staff"] = ["Directory", "Audit", "Vault"],
        ["Directory"] = ["Places", "Calendar"],
        ["Places"] = [],
        ["Notices"] = ["Vault", "Calendar"],
        ["Audit"] = ["Vault", "Calendar"],
        ["Pictures"] = [],
        ["Vault"] = [],
        ["Calendar"] = [],
        ["Data"] = ["Open311", "Corrections", "Plan", "Insight", "Reviews", "Reports", "Staff", "Directory", "Places", "Notices", "Audit", "Pictures", "Vault", "Calendar"],
    };

    private static string Source => Path.Combine(Repository.Root, "src", "Hearback");

    public static TheoryData<string> Folders() => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_stands_below_it(string folder)
    {
        var files = System.IO.Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Upward(folder, File.ReadAllText(file)).Select(used => $"{Path.GetFileName(file)} uses {used}")));
    }

    [Fact]
    public void Every_folder_stands_in_the_table() =>
        Assert.Equal(MayUse.Keys.Order(), System.IO.Directory.EnumerateDirectories(Source).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")).Order());

    [Theory]
    [InlineData("Places", "using Hearback.Reports;", "Reports")]
    [InlineData("Places", "global using static Hearback.Reports.Tier;", "Reports")]
    [InlineData("Vault", "var key = new Hearback.Notices.Notice();", "Notices")]
    [InlineData("Vault", "Notices.Notice notice = null;", "Notices")]
    [InlineData("Directory", "private readonly List<Vault.DataKey> _keys = [];", "Vault")]
    public void An_upward_arrow_is_seen(string folder, string code, string used) => Assert.Equal([used], Upward(folder, code));

    [Theory]
    [InlineData("Places", "// used by Reports.Report")]
    [InlineData("Places", "/// <see cref=\"Reports.Report\"/>")]
    [InlineData("Places", "db.Reports.Count()")]
    [InlineData("Places", "\"Reports.Report\"")]
    [InlineData("Reports", "using Hearback.Vault;")]
    public void What_is_no_upward_arrow_is_left_alone(string folder, string code) => Assert.Empty(Upward(folder, code));

    [Fact]
    public void Rules_and_data_know_nothing_of_the_web() =>
        Assert.DoesNotContain(typeof(RefusedException).Assembly.GetReferencedAssemblies(),
            used => used.Name!.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal) || used.Name.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal)
                || used.Name.StartsWith("Microsoft.AspNetCore.Razor", StringComparison.Ordinal) || used.Name.StartsWith("Hearback.", StringComparison.Ordinal));

    private static IEnumerable<string> Upward(string folder, string code)
    {
        var bare = CommentsAndTexts().Replace(code, "");
        return MayUse.Keys.Where(other => other != folder && other is not "Data" && !MayUse[folder].Contains(other)
            && Regex.IsMatch(bare, $@"(\bHearback\.{other}\b|(?<![\w.]){other}\.[A-Z])"));
    }

    [GeneratedRegex("""//.*|/\*[\s\S]*?\*/|"(\\.|[^"\\])*"|'\\?.'""")]
    private static partial Regex CommentsAndTexts();
}
