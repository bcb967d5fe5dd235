using Hearback.Plan;
using Hearback.Tests.Support;
using Hearback.Vault;

namespace Hearback.Tests.Plan;

public sealed class ActionAnswerTests
{
    private readonly DataKey _key = DataKey.New();

    [Fact]
    public void Words_are_sealed_until_they_are_shown_and_then_public()
    {
        var answer = Answer("The door shuts");
        Assert.Equal((AnswerState.Waiting, null, "The door shuts"), (answer.State, answer.Words, answer.Open(_key)));

        answer.Show(_key);

        Assert.Equal((AnswerState.Shown, "The door shuts"), (answer.State, answer.Words));
        Assert.Null(answer.Sealed);
        Assert.Null(answer.KeyId);
    }

    [Fact]
    public void An_answer_without_words_only_counts()
    {
        var answer = new ActionAnswer(Guid.NewGuid(), "locks", Working.No, "", null, APlan.Today);

        Assert.Equal(AnswerState.WithoutWords, answer.State);
        Assert.Throws<RefusedException>(() => answer.Show(_key));
        Assert.Throws<RefusedException>(answer.DoNotShow);
        Assert.Throws<RefusedException>(() => answer.SayInReply("Thanks", "Housing", APlan.Today));
    }

    [Fact]
    public void Words_that_are_not_shown_are_gone_for_good()
    {
        var answer = Answer("My neighbour did it");

        answer.DoNotShow();

        Assert.Equal(AnswerState.NotShown, answer.State);
        Assert.Null(answer.Sealed);
        Assert.Throws<RefusedException>(() => answer.Show(_key));
        Assert.Throws<RefusedException>(answer.DoNotShow);
    }

    [Fact]
    public void What_was_shown_can_be_taken_away_with_its_reply()
    {
        var answer = Answer("It helped");
        answer.Show(_key);
        answer.SayInReply("Good to hear", "Housing", APlan.Today);

        answer.DoNotShow();

        Assert.Equal((null, null, null, null), (answer.Words, answer.Reply, answer.ReplyBy, answer.RepliedOn));
    }

    [Fact]
    public void Only_a_public_answer_has_a_reply()
    {
        var answer = Answer("It helped");

        Assert.Throws<RefusedException>(() => answer.SayInReply("Thanks", "Housing", APlan.Today));
        answer.Show(_key);
        Assert.Throws<RefusedException>(() => answer.SayInReply(" ", "Housing", APlan.Today));
        Assert.Throws<RefusedException>(() => answer.SayInReply(new('x', ActionAnswer.LongestReply + 1), "Housing", APlan.Today));
        Assert.Throws<RefusedException>(() => answer.Show(_key));
    }

    [Fact]
    public void It_is_short() => Assert.Throws<RefusedException>(() => Answer(new('x', ActionAnswer.LongestWords + 1)));

    private ActionAnswer Answer(string words) => new(Guid.NewGuid(), "locks", Working.Yes, words, _key, APlan.Today);
}
