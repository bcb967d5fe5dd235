using Hearback.Directory;
using Hearback.Places;
using Hearback.Reports;
using Hearback.Staff;

namespace Hearback.Web.Demo;

/// <summary>
/// Made-up reports of half a year that are closed by now, so that there are months whose figures can be shown. They come about by the same acts as the
/// others, by a fixed pattern, mostly in time.
/// </summary>
internal sealed class DemoHistory(Pack pack, IReadOnlyDictionary<string, Place> places, IReadOnlyDictionary<string, Member> staff, DemoDays days)
{
    private const int Count = 330;
    private const int FirstDay = -135;
    private const int LastDay = -26;

    private static readonly string[] Categories = ["people-getting-in", "drug-dealing", "drug-use-in-the-open", "dumped-rubbish", "noise", "drug-dealing", "rowdy-groups"];

    private static readonly string[] Stories =
    [
        "It happens most evenings on the stairs, and nobody wants to go past.", "The street door does not shut, so anybody can walk in.",
        "They sit there until late and shout. We cannot sleep.", "It has been lying there for a week now.",
        "I saw it twice this week on my way home.", "It was quiet for a while and has begun again.",
    ];

    /// <summary>Working days to the first reply, of which some are too many.</summary>
    private static readonly int[] FirstReplies = [1, 1, 2, 1, 3, 1, 1, 4, 2, 1, 1, 6, 1];

    /// <summary>Working days from the first reply to closing, of which some miss the next update.</summary>
    private static readonly int[] Closings = [6, 9, 4, 10, 7, 8, 13, 9, 5, 10];

    public IEnumerable<DemoReport> Tell()
    {
        List<string> known = [.. places.Keys.Order(StringComparer.Ordinal)];
        List<string> categories = [.. Categories.Where(code => pack.Category(code) is not null)];
        return Enumerable.Range(0, Count).Select(number => Tell(number, categories[number % categories.Count], places[known[number * 7 % known.Count]]));
    }

    private DemoReport Tell(int number, string category, Place place)
    {
        var day = FirstDay + (number * (LastDay - FirstDay) / Count);
        var replied = day + FirstReplies[number % FirstReplies.Length];
        var closed = replied + Closings[number % Closings.Length];
        var team = pack.RouteFor(category, place.Ward, place.Code, days.At(day, 11)).To;
        var by = staff.Values.FirstOrDefault(member => member.IsIn(team)) ?? staff.Values.First(member => member.Role is Role.Coordinator);
        List<DemoEntry> thread =
        [
            new() { Day = replied, By = by.FirstName, Act = Act.StartWork, Words = "Thank you for telling us. We look at it this week and write to you by {due}." },
            new() { Day = closed, By = by.FirstName, Act = Act.Close, Reason = CloseReason.ActionTaken, Words = "We have acted on it and will look again. If it comes back, tell us here." },
        ];
        if (number % 2 is 0)
        {
            var sorted = number % 10 is 4 ? Sorted.No : number % 6 is 2 ? Sorted.Partly : Sorted.Yes;
            thread.Add(new() { Day = closed + 2, Act = Act.SayIfSorted, Sorted = sorted, Informed = 2 + (number / 2 % 4) });
            if (sorted is Sorted.No) { thread.Add(new() { Day = closed + 4, By = by.FirstName, Act = Act.Close, Reason = CloseReason.ActionTaken, Words = "We went there again and spoke to everybody. It has been quiet since." }); }
        }

        return new()
        {
            Category = category,
            Place = place.Code,
            Day = day,
            Story = Stories[number % Stories.Length],
            Effect = number % 5 is 0 ? Effect.ChangesMyDay : Effect.Bothered,
            Wish = "That it stops",
            Identity = IdentityLevel.Anonymous,
            Thread = thread,
        };
    }
}
