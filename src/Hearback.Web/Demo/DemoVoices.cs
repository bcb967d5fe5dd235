using Hearback.Calendar;
using Hearback.Plan;
using Hearback.Vault;

namespace Hearback.Web.Demo;

/// <summary>What made-up neighbours say about the plan of the demonstration, as <c>voices.yaml</c> tells it.</summary>
internal sealed class DemoVoices
{
    public required List<DemoAnswer> Answers { get; init; }

    public required List<DemoIdea> Ideas { get; init; }

    public static DemoVoices Read() => DemoFile.Read<DemoVoices>("voices.yaml");
}

/// <summary>An answer to "Is this working?". Its words are public unless it waits.</summary>
internal sealed class DemoAnswer
{
    public required string Action { get; init; }

    public required int Day { get; init; }

    public required Working Working { get; init; }

    public string Words { get; init; } = "";

    public bool Waits { get; init; }

    public string? Reply { get; init; }

    public string By { get; init; } = "";

    public (ActionAnswer Answer, DataKey? Key) Play(DateTimeOffset now)
    {
        var (key, day) = (Words is "" ? null : DataKey.New(), now.LondonDay.AddDays(Day));
        var answer = new ActionAnswer(Guid.NewGuid(), Action, Working, Words, key, day);
        if (key is null || Waits) { return (answer, key); }

        answer.Show(key);
        if (Reply is { } reply) { answer.SayInReply(reply, By, day.AddDays(1)); }

        return (answer, null);
    }
}

/// <summary>An idea, with the reply that it got if it got one. Nobody has its code.</summary>
internal sealed class DemoIdea
{
    public required int Day { get; init; }

    public string? Concern { get; init; }

    public required string Words { get; init; }

    public IdeaState State { get; init; }

    public string? Reply { get; init; }

    public (Idea Idea, DataKey Key) Play(DateTimeOffset now)
    {
        var (key, day) = (DataKey.New(), now.LondonDay.AddDays(Day));
        var idea = new Idea(Guid.NewGuid(), new() { Words = Words }, AccessCode.New(), Concern, key, day);
        if (Reply is { } reply) { idea.Reply(State, reply, key, day.AddDays(3)); }

        return (idea, key);
    }
}
