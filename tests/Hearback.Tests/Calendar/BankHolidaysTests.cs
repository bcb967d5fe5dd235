using Hearback.Calendar;
using Hearback.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback.Tests.Calendar;

/// <summary>The list that comes with the program bears its date and says when it ends; a file of GOV.UK's takes its place.</summary>
public sealed class BankHolidaysTests : IDisposable
{
    private const string OneMore = """
        {"england-and-wales":{"division":"england-and-wales","events":[{"title":"New Year's Day","date":"2026-01-01","notes":"","bunting":true},{"title":"Coronation","date":"2026-06-15","notes":"","bunting":true},
        {"title":"Christmas Day","date":"2031-12-25","notes":"","bunting":true}]},"scotland":{"division":"scotland","events":[{"title":"St Andrew's Day","date":"2026-11-30","notes":"","bunting":true}]}}
        """;
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hearback-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_list_of_the_program_says_of_when_it_is_and_warns_ninety_days_before_it_ends()
    {
        var list = BankHolidays.Embedded;

        Assert.True(list.AsOf >= new DateOnly(2026, 11, 23));
        Assert.False(list.RunOutSoon(list.KnownUntil.AddDays(-90)));
        Assert.True(list.RunOutSoon(list.KnownUntil.AddDays(-89)));
    }

    [Fact]
    public void A_file_takes_its_place_and_earlier_years_stay_known()
    {
        var list = BankHolidays.ReadFile(File(OneMore));

        Assert.True(list.Contains(new(2026, 6, 15)));
        Assert.False(list.Contains(new(2026, 12, 25)));
        Assert.False(list.Contains(new(2026, 11, 30)));
        Assert.True(list.Contains(new(2025, 12, 25)));
        Assert.Equal(new DateOnly(2031, 12, 31), list.KnownUntil);
    }

    [Theory]
    [InlineData("", "is not in the form of https://www.gov.uk/bank-holidays.json")]
    [InlineData("[\"2026-01-01\"]", "is not in the form of https://www.gov.uk/bank-holidays.json")]
    [InlineData("{\"scotland\":{\"events\":[{\"date\":\"2026-01-01\"}]}}", "is not in the form of https://www.gov.uk/bank-holidays.json")]
    [InlineData("{\"england-and-wales\":{\"events\":[{\"date\":\"1 January 2026\"}]}}", "is not in the form of https://www.gov.uk/bank-holidays.json")]
    [InlineData("{\"england-and-wales\":{\"events\":[{\"date\":20260101}]}}", "is not in the form of https://www.gov.uk/bank-holidays.json")]
    [InlineData("{\"england-and-wales\":{\"events\":[]}}", "names no bank holiday of England and Wales")]
    [InlineData(null, "cannot be read")]
    public async Task A_wrong_file_stops_the_start_with_a_sentence(string? content, string why)
    {
        var file = content is null ? Path.Combine(_folder, "none.json") : File(content);
        await using var app = HearbackApp.Build(new Dictionary<string, string?> { ["Data:Folder"] = _folder, ["Calendar:BankHolidays"] = file });

        var refused = Assert.ThrowsAny<Exception>(() => app.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains($"Calendar:BankHolidays must be a file of bank holidays, and '{file}' {why}", refused.ToString(), StringComparison.Ordinal);
    }

    private string File(string content)
    {
        var path = Path.Combine(_folder, "bank-holidays.json");
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
