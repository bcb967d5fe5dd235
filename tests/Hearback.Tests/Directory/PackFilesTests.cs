using Hearback.Directory;
using Hearback.Tests.Support;

namespace Hearback.Tests.Directory;

public sealed class PackFilesTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hearback-test-").FullName;

    public PackFilesTests()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Repository.Pack)) { File.Copy(file, Path.Combine(_folder, Path.GetFileName(file))); }
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_Somers_Town_pack_has_no_fault()
    {
        var (pack, places) = PackFiles.Read(Repository.Pack);

        Assert.Equal("Somers Town", pack.About.Name);
        Assert.InRange(places.Count, 50, 100);
        Assert.Equal([1, 3, 5], new[] { Tier.High, Tier.Medium, Tier.Standard }.Select(tier => pack.Standards[tier].FirstReply));
        Assert.All(pack.Standards.Values, standard => Assert.Equal(10, standard.NextUpdate));
        Assert.All(pack.Categories, category => Assert.NotNull(pack.Team(pack.RouteFor(category.Code, null, null, Service.Start).To)));
    }

    [Fact]
    public void What_was_written_reads_as_the_same_pack()
    {
        var pack = PackFiles.Read(Repository.Pack);
        PackFiles.Write(_folder, pack);
        var again = PackFiles.Read(_folder);

        Assert.Equal(PackVersion.HashOf(pack.Pack), PackVersion.HashOf(again.Pack));
        Assert.Equal(pack.Places.Select(place => (place.Code, place.Name, place.Kind, place.Spot, place.Ward, place.Postcode, place.Also)),
            again.Places.Select(place => (place.Code, place.Name, place.Kind, place.Spot, place.Ward, place.Postcode, place.Also)));
    }

    [Theory]
    [InlineData("pack.yaml")]
    [InlineData("organisations.yaml")]
    [InlineData("categories.yaml")]
    [InlineData("standards.yaml")]
    [InlineData("routing.yaml")]
    [InlineData("glossary.yaml")]
    [InlineData("wards.csv")]
    [InlineData("places.csv")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_folder, file));

        Assert.Contains($"{file}:1: This file is missing", Faults());
    }

    [Theory]
    [InlineData("pack.yaml")]
    [InlineData("categories.yaml")]
    [InlineData("routing.yaml")]
    public void An_empty_file_is_named(string file)
    {
        File.WriteAllText(Path.Combine(_folder, file), "");

        Assert.Contains($"{file}:1: This file is empty", Faults());
    }

    [Fact]
    public void A_file_that_cannot_be_read_does_not_hide_the_faults_of_the_others()
    {
        Change("glossary.yaml", text => text + "- term: Patrol\n  colour: blue\n");
        Change("pack.yaml", text => text.Replace("https://www.bbc.co.uk/weather", "http://www.bbc.co.uk/weather", StringComparison.Ordinal));
        Change("organisations.yaml", text => text.Replace("kind: police", "kind: army", StringComparison.Ordinal));
        Change("categories.yaml", text => text.Replace("tier: medium", "tier: urgent", StringComparison.Ordinal));
        Change("standards.yaml", text => text.Replace("first_reply: 3", "first_reply: 61", StringComparison.Ordinal));

        var faults = Refused().Faults;

        Assert.Equal(["categories.yaml", "glossary.yaml", "organisations.yaml", "pack.yaml", "standards.yaml"], faults.Select(fault => fault.File).Distinct().Order());
        Assert.Equal("There is no field 'colour' here", Assert.Single(faults, fault => fault.File is "glossary.yaml").Text);

        void Change(string file, Func<string, string> change) => File.WriteAllText(Path.Combine(_folder, file), change(File.ReadAllText(Path.Combine(_folder, file))));
    }

    // In each file one text is replaced by another; the fault names the line on which the thing begins.
    [Fact]
    public void A_service_with_Open311_is_written_and_read_as_the_same()
    {
        var pack = PackFiles.Read(Repository.Pack);
        var server = new Open311Server { Endpoint = new("https://open311.clean-camden.example/v2"), Jurisdiction = "camden.example", ServiceCode = "NEEDLES" };
        var changed = pack.Pack with
        {
            Services = [.. pack.Pack.Services.Select(service => service.Code is "clean-camden" ? service with { Handover = new() { Open311 = server } } : service)],
            Standards = pack.Pack.Standards.ToDictionary(one => one.Key, one => one.Key is Tier.High ? one.Value with { AskAfter = 2 } : one.Value),
        };
        PackFiles.Write(_folder, pack with { Pack = changed });

        Assert.Equal(PackVersion.HashOf(changed), PackVersion.HashOf(PackFiles.Read(_folder).Pack));
    }

    [Theory]
    [InlineData("services.yaml", "email: hand-over@clean-camden.example", "email: hand-over", "email must be the mailbox of a role")]
    [InlineData("services.yaml", "    email: hand-over@clean-camden.example\n", "    email: hand-over@clean-camden.example\n    open311: { endpoint: \"https://a.example\", service_code: X }\n", "handover needs either email or open311, and not both")]
    [InlineData("services.yaml", "    email: hand-over@clean-camden.example\n", "    open311: { endpoint: \"http://a.example/v2\", service_code: X }\n", "endpoint must be a web address that begins with https:// and has no question mark")]
    [InlineData("services.yaml", "    email: hand-over@clean-camden.example\n", "    open311: { endpoint: \"https://a.example/v2?key=1\", service_code: X }\n", "endpoint must be a web address that begins with https:// and has no question mark")]
    [InlineData("services.yaml", "    email: hand-over@clean-camden.example\n", "    open311: { endpoint: \"https://a.example/v2\" }\n", "service_code must have 1 to 80 characters")]
    [InlineData("services.yaml", "owns: [needles, fly-tipping]", "owns: [needles, noise]", "'noise' is in owns, so it must be in categories too")]
    [InlineData("services.yaml", "owns: [needles, fly-tipping]", "owns: [needles, nothing]", "There is no category 'nothing'")]
    [InlineData("standards.yaml", "  next_update: 10\n", "  next_update: 10\n  ask_after: 61\n", "ask_after must be from 1 to 60 working days")]
    public void A_wrong_way_to_hand_over_is_named_with_its_file_and_line(string file, string text, string instead, string sentence)
    {
        var path = Path.Combine(_folder, file);
        var whole = File.ReadAllText(path);
        Assert.Contains(text, whole, StringComparison.Ordinal);
        File.WriteAllText(path, whole.Replace(text, instead, StringComparison.Ordinal));

        Assert.Contains(Refused().Faults, fault => fault.File == file && fault.Line > 1 && fault.Text == sentence || fault is { File: "standards.yaml" } && fault.Text == sentence);
    }

    [Theory]
    [InlineData("pack.yaml", "https://www.bbc.co.uk/weather", "http://www.bbc.co.uk/weather", "exit_site must be a web address that begins with https://")]
    [InlineData("pack.yaml", "mailto:security@hearback.example", "security@hearback.example", "security_contact must begin with mailto: or https://")]
    [InlineData("organisations.yaml", "code: housing\n", "code: community-safety\n", "'community-safety' is used twice")]
    [InlineData("organisations.yaml", "email: housing@camden.example", "email: housing", "email must be the mailbox of the team's role")]
    [InlineData("organisations.yaml", "phone: 020 7974 4444\n", "phone: 020 7974 4444 or 020 7974 5555\n", "phone must have 1 to 20 characters")]
    [InlineData("organisations.yaml", "kind: police", "kind: army", "kind must be one of council, police, landlord, health, charity, residents, other")]
    [InlineData("categories.yaml", "code: drug-dealing\n", "code: Drug Dealing\n", "code must be 1 to 40 small letters, digits and dashes")]
    [InlineData("categories.yaml", "code: cuckooing\n", "code: needles\n", "'needles' is used twice")]
    [InlineData("categories.yaml", "group: rubbish-and-vehicles", "group: rubbish", "There is no group 'rubbish'")]
    [InlineData("categories.yaml", "tier: medium", "tier: urgent", "tier must be one of standard, medium, high")]
    [InlineData("categories.yaml", "class: nuisance", "class: 1", "class must be one of personal, nuisance, environmental")]
    [InlineData("categories.yaml", "words:\n      [drugs,", "words:\n      [drugs, Drugs,", "'Drugs' stands twice in words")]
    [InlineData("categories.yaml", "words:\n      [drugs,", "words:\n      ['?!',", "Each of words must be words of 1 to 40 characters; '?!' is not")]
    [InlineData("categories.yaml", "words:\n      [drugs,", "words:\n      [~,", "An entry of the list is empty")]
    [InlineData("questions.yaml", "code: sleeper-age", "code: Sleeper age", "code must be 1 to 40 small letters, digits and dashes")]
    [InlineData("questions.yaml", "code: sleeper-hurt", "code: sleeper-age", "'sleeper-age' is used twice")]
    [InlineData("questions.yaml", "- needles\n", "- noodles\n", "There is no category 'noodles'")]
    [InlineData("questions.yaml", "kind: several", "kind: many", "kind must be one of text, one, several, number, date, yesno, notice")]
    [InlineData("questions.yaml", "text: What is lying there?", "hint: What is lying there?\n  x: 1", "There is no field 'x' here")]
    [InlineData("questions.yaml", "code: adult", "code: under-18", "'under-18' is used twice")]
    [InlineData("questions.yaml", "kind: number", "kind: one", "options must be at least two")]
    [InlineData("questions.yaml", "kind: several", "kind: text", "A question of the kind 'text' has no options")]
    [InlineData("questions.yaml", "text: Under 18", "text: \"\"", "text must have 1 to 120 characters")]
    [InlineData("questions.yaml", "under-18: Someone", "under-8: Someone", "'sleeper-age' has no answer 'under-8'")]
    [InlineData("questions.yaml", "question: animal-kind", "question: animal-type", "There is no question 'animal-type'")]
    [InlineData("questions.yaml", "question: animal-kind", "question: lamp-number", "'lamp-number' is not asked before this question")]
    [InlineData("questions.yaml", "question: animal-kind", "question: home-now", "'home-now' is not asked for 'animals', so this question would never be")]
    [InlineData("questions.yaml", "is:\n      - out-of-control", "is:\n      - wild", "'animal-kind' has no answer 'wild'")]
    [InlineData("questions.yaml", "is:\n      - out-of-control", "is: []", "is must name at least one answer")]
    [InlineData("questions.yaml", "kind: notice", "kind: notice\n  required: true", "A notice asks nothing, so it cannot be required")]
    [InlineData("standards.yaml", "first_reply: 3", "first_reply: 61", "'medium' needs first_reply and next_update, each from 1 to 60 working days")]
    [InlineData("standards.yaml", "standard:", "whenever:", "'whenever' is none of high, medium and standard")]
    [InlineData("routing.yaml", "to: clean-camden", "to: cleaners", "There is no team 'cleaners'")]
    [InlineData("routing.yaml", "- cuckooing", "- cuckoos", "There is no category 'cuckoos'")]
    [InlineData("routing.yaml", "- E05000143", "- E99999999", "There is no ward 'E99999999'")]
    [InlineData("routing.yaml", "- elm-village", "- elm-town", "There is no place 'elm-town'")]
    [InlineData("routing.yaml", "- mon\n", "- moonday\n", "There is no day 'moonday'")]
    [InlineData("routing.yaml", "from: \"16:00\"", "from: \"4pm\"", "from and until must both be times such as \"16:00\", and differ")]
    [InlineData("routing.yaml", "until: \"04:00\"", "until: \"16:00\"", "from and until must both be times such as \"16:00\", and differ")]
    [InlineData("services.yaml", "organisation: crimestoppers", "organisation: crime-stoppers", "There is no organisation 'crime-stoppers'")]
    [InlineData("services.yaml", "team: clean-camden", "team: cleaners", "There is no team 'cleaners'")]
    [InlineData("services.yaml", "[needles, fly-tipping", "[syringes, fly-tipping", "There is no category 'syringes'")]
    [InlineData("services.yaml", "wards: [E05000143]", "wards: [E1]", "There is no ward 'E1'")]
    [InlineData("services.yaml", "except: [elm-village", "except: [elm-town", "There is no place 'elm-town'")]
    [InlineData("services.yaml", "kind: phone, to: 020 7974 2202", "kind: fax, to: 020 7974 2202", "kind must be one of phone, relay, web, email, app")]
    [InlineData("services.yaml", "to: 020 7974 2202", "to: O20 7974 2202", "to must be a phone number such as \"020 7974 4444\"")]
    [InlineData("services.yaml", "to: uk.occamden@veolia.com", "to: uk.occamden", "to must be an email address")]
    [InlineData("services.yaml", "https://www.met.police.uk/report", "http://www.met.police.uk/report", "to must be a web address that begins with https://")]
    [InlineData("services.yaml", "{ kind: app, name: Clean Camden }", "{ kind: app }", "an app needs a name, and to may only be a web address that begins with https://")]
    [InlineData("services.yaml", "from: \"16:00\"", "from: 4pm", "from and until must both be times such as \"16:00\", and differ; \"00:00\" to \"00:00\" is the whole day")]
    [InlineData("services.yaml", "until: \"04:00\"", "until: \"16:00\"", "from and until must both be times such as \"16:00\", and differ; \"00:00\" to \"00:00\" is the whole day")]
    [InlineData("services.yaml", "days: [mon, tue, wed, thu, fri],", "days: [moonday],", "There is no day 'moonday'")]
    [InlineData("services.yaml", "days: [mon, tue, wed, thu, fri],", "", "days must name the days on which it opens")]
    [InlineData("services.yaml", "bank_holidays: closed", "bank_holidays: \"no\"", "bank_holidays must be one of as-usual, closed, like-sunday")]
    [InlineData("services.yaml", "bank_holidays: closed", "exceptions: [{ first: 2026-12-26, last: 2026-12-25 }]", "first and last must be days such as 2026-12-25, and last not before first")]
    [InlineData("services.yaml", "checked_on: 2019-07-01", "checked_on: July", "checked_on must be a day such as 2026-06-30")]
    [InlineData("services.yaml", "code: police-101", "code: emergency-999", "'emergency-999' is used twice")]
    [InlineData("places.csv", ",529469,", ",north,", "easting must be a whole number of metres on the British National Grid")]
    [InlineData("places.csv", "elm-village,Elm Village,estate,NW1 0XB,529469,183981,E05000143", "elm-village,Elm Village,estate,NW1 0XB,529469,183981,E1", "There is no ward 'E1'")]
    [InlineData("places.csv", "elm-village,", "oakshott-court,", "'oakshott-court' is used twice")]
    [InlineData("places.csv", "Elm Village,estate", "Elm Village,village", "kind must be one of estate, block, street, park, station, landmark, service, postcode")]
    [InlineData("places.csv", "NW1 0XB", "NW1 0XB or so", "postcode must have 1 to 10 characters")]
    [InlineData("places.csv", "elm-village,", "elm-village-and-all-that-lies-around-it-to-the-canal,", "code must be 1 to 40 small letters, digits and dashes")]
    [InlineData("wards.csv", "E05000143", "E05000143-and-the-next", "code must have 1 to 20 characters")]
    [InlineData("wards.csv", "\n", "\nE05000143,Somers Town\n", "'E05000143' is used twice")]
    [InlineData("wards.csv", "code,name", "id,name", "The first line must name the columns code, name")]
    public void Each_fault_names_its_file_and_line(string file, string right, string wrong, string sentence)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no '{right}'");
        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
        var line = text[..at].Count(sign => sign == '\n') + 1;

        var fault = Assert.Single(Refused().Faults, fault => fault.Text == sentence);
        Assert.Equal(file, fault.File);
        // A fault is found where its thing begins: at or above the wrong word, right below a key, or, for a name used twice, at its second use.
        Assert.True(fault.Line >= 1 && (fault.Line <= line + 1 || sentence.EndsWith("is used twice", StringComparison.Ordinal)), $"{fault} for line {line}");
    }

    [Theory]
    [InlineData("places.csv", "name", 121, "name must have 1 to 120 characters")]
    [InlineData("places.csv", "also", 301, "also must have 1 to 300 characters")]
    [InlineData("places.csv", "postcode", 11, "postcode must have 1 to 10 characters")]
    [InlineData("wards.csv", "name", 81, "name must have 1 to 80 characters")]
    public void A_text_that_is_too_long_is_named_with_its_line(string file, string column, int length, string sentence)
    {
        var path = Path.Combine(_folder, file);
        var lines = File.ReadAllLines(path);
        var cells = lines[2].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = new string('a', length);
        lines[2] = string.Join(',', cells);
        File.WriteAllLines(path, lines);

        Assert.Equal($"{file}:3: {sentence}", Assert.Single(Refused().Faults).ToString());
    }

    [Fact]
    public void A_fault_in_a_list_names_the_line_of_its_own_entry()
    {
        var path = Path.Combine(_folder, "categories.yaml");
        var lines = File.ReadAllLines(path);
        var entry = Array.FindIndex(lines, line => line.Contains("code: fireworks", StringComparison.Ordinal));
        var tier = Array.FindIndex(lines, entry, line => line.Contains("tier:", StringComparison.Ordinal));
        lines[tier] = "    tier: urgent";
        File.WriteAllLines(path, lines);

        Assert.Equal(entry + 1, Assert.Single(Refused().Faults).Line);
    }

    [Fact]
    public void A_category_with_so_many_questions_that_the_journey_is_long_is_named()
    {
        const string more = "- code: more-1\n  categories: [animals]\n  kind: text\n  text: More?\n- code: more-2\n  categories: [animals]\n  kind: text\n  text: And more?\n";
        var path = Path.Combine(_folder, "questions.yaml");
        var lines = File.ReadLines(path).Count();
        File.AppendAllText(path, more);

        Assert.Equal($"questions.yaml:{lines + 5}: 'animals' has more than 3 questions, which makes a long journey", Assert.Single(Refused().Faults).ToString());
    }

    [Fact]
    public void A_pack_may_do_without_questions()
    {
        File.Delete(Path.Combine(_folder, "questions.yaml"));

        Assert.Empty(PackFiles.Read(_folder).Pack.FollowUps);
    }

    [Fact]
    public void A_pack_of_an_earlier_time_is_still_read()
    {
        var stored = System.Text.Json.Nodes.JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(PackFiles.Read(Repository.Pack).Pack, PackVersion.Json))!.AsObject();
        stored.Remove("FollowUps");
        foreach (var category in stored["Categories"]!.AsArray()) { category!.AsObject().Remove("Words"); }

        var read = System.Text.Json.JsonSerializer.Deserialize<Pack>(stored.ToJsonString(), PackVersion.Json)!;

        Assert.Empty(read.FollowUps);
        Assert.All(read.Categories, category => Assert.Empty(category.Words));
        Assert.Empty(new CategorySuggestions(read).For("noise"));
    }

    [Fact]
    public void A_case_without_a_team_is_named()
    {
        var path = Path.Combine(_folder, "routing.yaml");
        File.WriteAllText(path, File.ReadAllText(path) + "  categories: [something-else]\n");

        Assert.Contains(Faults(), fault => fault.StartsWith("routing.yaml:", StringComparison.Ordinal)
            && fault.EndsWith("Trespass at Chalton Street on Monday at midnight would have no team. Keep a last rule without conditions, so that every report has one", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_would_never_be_used_is_named()
    {
        File.AppendAllText(Path.Combine(_folder, "routing.yaml"), "- to: housing\n  because: Only by day\n  days: [mon]\n");

        Assert.Contains(Faults(), fault => fault.StartsWith("routing.yaml:", StringComparison.Ordinal) && fault.EndsWith("A rule after one without conditions would never be used. Keep the one without conditions last", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pack.yaml", "code: [unclosed\n")]
    [InlineData("categories.yaml", "groups: nothing\n")]
    [InlineData("organisations.yaml", "- code: a\n  colour: red\n")]
    [InlineData("routing.yaml", "- \n- to: housing\n")]
    [InlineData("routing.yaml", "-\n")]
    [InlineData("categories.yaml", "groups:\n  -\ncategories:\n  -\n")]
    [InlineData("standards.yaml", "high:\n")]
    [InlineData("wards.csv", "code,name\nE05000143,\"St Pancras\n")]
    [InlineData("places.csv", "code,name,kind,postcode,easting,northing,ward,also\na,\"b\"c,estate,,1,1,,\n")]
    public void What_cannot_be_read_is_a_fault_of_that_file(string file, string text)
    {
        File.WriteAllText(Path.Combine(_folder, file), text);

        Assert.Contains(Refused().Faults, fault => fault.File == file && fault.Line >= 1);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Replace("categories.yaml", "tier: medium", "tier: urgent");
        Replace("routing.yaml", "to: clean-camden", "to: cleaners");
        Replace("places.csv", ",529469,", ",north,");

        Assert.Equal(["categories.yaml", "places.csv", "routing.yaml"], Refused().Faults.Select(fault => fault.File).Distinct().Order());
    }

    private void Replace(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(right, wrong, StringComparison.Ordinal));
    }

    private PackRefusedException Refused() => Assert.Throws<PackRefusedException>(() => PackFiles.Read(_folder));

    private IEnumerable<string> Faults() => Refused().Faults.Select(fault => fault.ToString());
}
