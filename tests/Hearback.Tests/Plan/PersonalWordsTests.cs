using Hearback.Plan;
using Hearback.Tests.Support;
using Hearback.Web.Demo;

namespace Hearback.Tests.Plan;

/// <summary>Names in the text of a plan are pointed out. The people are made up; the measure is how many are found and how often nobody is there.</summary>
public sealed class PersonalWordsTests
{
    private static readonly string[] WithSomebody =
    [
        "Ask David Miller for the key", "Fatima Begum told us so", "We thank Abdullahi Warsame.", "speak to Agnieszka Nowak at the desk", "It was Siobhan O’Farrell who asked",
        "Muhammad Rahman lives next door", "the son of Ayaan Hersi", "Sean McGrath leads the walk", "reported by Oluwaseun Adeyemi", "Thanks to Kwame B. for the photos",
        "Piotr Zielinski and his dog", "Emily Carter-Jones keeps watch", "Nusrat Jahan", "We met Li Wei", "Rosa has seen it", "Councillor Penrose spoke", "PC Lantern walks there", "Mrs Example", "Zainab Ali said",
        "Carlos Mendes mended it",
    ];

    private static readonly string[] WithNobody =
    [
        "Walk along Charlotte Street and Phoenix Road", "Ossulston Street and Chalton Street Market", "The Margarete Centre opens", "Rosa Estate, Adam House and Paul Court", "St Pancras and Somers Town",
        "Community Safety and Housing lead", "In May and June we count", "Camden Council will pay", "The Safer Neighbourhood Team met", "Report it on Monday", "Grace period ends in August", "Hope and Faith groups meet",
        "King’s Cross Station", "Euston Road by the British Library", "Mark the doors in red", "Will Housing answer?", "Martin Park Close", "Responsive Security Patrol 020 7974 4444", "Royal College Street", "Contact Camden",
    ];

    [Fact]
    public void Eighteen_of_twenty_people_are_found_and_nobody_where_nobody_is()
    {
        var found = WithSomebody.Where(words => Names(words).Count > 0).ToList();

        Assert.Equal(["We met Li Wei", "Rosa has seen it"], WithSomebody.Except(found));
        Assert.Empty(WithNobody.SelectMany(Names));
    }

    [Fact]
    public void A_name_behind_a_title_is_found_once() => Assert.Equal(["Dr Fatima Begum"], Names("Dr Fatima Begum came"));

    [Theory]
    [InlineData("Mrs **Field** has the key", "Mrs Field")]
    [InlineData("*Fatima* Begum told us so", "Fatima Begum")]
    [InlineData("in F**lat 1**2", "Flat 12")]
    [InlineData("on 07700 *900123*", "07700 900123")]
    [InlineData("[write to us](mailto:jo.field@mail.example)", "jo.field@mail.example")]
    public void Markdown_hides_nobody(string words, string found) =>
        Assert.Equal([found], PersonalWords.In([("", words)], A.Pack).Select(finding => finding.Words));

    [Fact]
    public void The_plan_of_the_demonstration_names_nobody()
    {
        var (draft, _) = DemoPlan.Read().Play(A.Pack, Guid.NewGuid(), Service.Start);

        Assert.DoesNotContain(PersonalWords.In(draft.Plan, A.Pack), finding => finding.Kind is FindingKind.Name);
    }

    private static IReadOnlyList<string> Names(string words) => [.. PersonalWords.In([("", words)], A.Pack).Where(finding => finding.Kind is FindingKind.Name).Select(finding => finding.Words)];
}
