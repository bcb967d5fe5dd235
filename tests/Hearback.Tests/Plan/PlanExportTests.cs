using System.CommandLine;
using Hearback.Plan;
using Hearback.Plan.Files;
using Hearback.Tests.Support;
using Hearback.Web.Verbs;

namespace Hearback.Tests.Plan;

/// <summary><c>./hearback plan export</c></summary>
public sealed class PlanExportTests : IAsyncLifetime
{
    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("plan.json", "")]
    [InlineData("plan.csv", "")]
    [InlineData("plan.docx", "")]
    [InlineData("plan.txt", "--format json")]
    [InlineData("plan.txt", "--format CSV")]
    public async Task What_is_exported_reads_back_to_the_same_plan(string name, string options)
    {
        await _service.Publish(Plans.Example);

        Assert.Equal(0, await Export(name, options));

        Assert.Equal(Plans.Example.AsText(), Read(name, options).AsText());
        Assert.Equal([name], System.IO.Directory.EnumerateFiles(_service.Folder, "plan.*").Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_earlier_edition_can_be_exported()
    {
        await _service.Publish(Plans.Example with { Title = "First" });
        await _service.Publish(Plans.Example with { Title = "Second" });

        await Export("plan.json", "--edition 1");

        Assert.Equal("First", Read("plan.json", "").Title);
    }

    [Fact]
    public async Task Without_an_edition_there_is_nothing_to_export() =>
        Assert.Equal("There is no edition of the plan to export yet", (await Assert.ThrowsAsync<RefusedException>(() => Export("plan.json", ""))).Message);

    [Fact]
    public async Task An_edition_that_there_is_not_is_refused()
    {
        await _service.Publish(Plans.Example);

        Assert.Equal("There is no edition 7 of the plan", (await Assert.ThrowsAsync<RefusedException>(() => Export("plan.json", "--edition 7"))).Message);
        Assert.Empty(System.IO.Directory.EnumerateFiles(_service.Folder, "plan.*"));
    }

    [Fact]
    public async Task A_file_that_does_not_say_its_format_is_refused() =>
        Assert.Equal("Say which format: --format csv, --format json or --format docx", (await Assert.ThrowsAsync<RefusedException>(() => Export("plan.txt", ""))).Message);

    [Fact]
    public void A_format_that_there_is_not_is_wrong_usage() => Assert.NotEmpty(CommandLine.Of(["plan", "export", "--format", "pdf", "plan.pdf"]).Errors);

    private Task<int> Export(string name, string options)
    {
        var words = CommandLine.Of(["plan", "export", Path.Combine(_service.Folder, name), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Empty(words.Errors);
        return PlanExport.RunAsync(words, _service.App, TestContext.Current.CancellationToken);
    }

    private ActionPlan Read(string name, string options)
    {
        using var stream = File.OpenRead(Path.Combine(_service.Folder, name));
        return name.EndsWith("docx", StringComparison.Ordinal) ? PlanDocx.ReadEmbedded(stream)!.Plan
            : (name + options).EndsWith("csv", StringComparison.OrdinalIgnoreCase) ? PlanCsv.Read(stream).Plan
            : PlanJson.Read(stream).Plan;
    }
}
