using System.Collections.Concurrent;
using Hearback.Notices;

namespace Hearback.Tests.Support;

/// <summary>A letter that left.</summary>
public sealed record SentLetter(Guid Id, string To, string Subject, string Text, DateTimeOffset At)
{
    /// <summary>The path of the link in the letter.</summary>
    public string Path => Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.StartsWith("http", StringComparison.Ordinal)).Select(link => new Uri(link).PathAndQuery).First();
}

/// <summary>A post that keeps letters in memory, and fails when it is told to.</summary>
public sealed class LetterBox(TimeProvider time) : IPost
{
    private readonly ConcurrentQueue<SentLetter> _letters = new();

    /// <summary>What the post does wrong at each letter, if anything.</summary>
    public Func<Exception>? Fault { get; set; }

    public IReadOnlyList<SentLetter> All => [.. _letters];

    public IReadOnlyList<SentLetter> To(string address) => [.. _letters.Where(letter => letter.To == address)];

    public Task SendAsync(Guid id, string to, Letter letter, CancellationToken stop)
    {
        if (Fault is { } fault) { throw fault(); }

        _letters.Enqueue(new SentLetter(id, to, letter.Subject, letter.Text, time.GetUtcNow()));
        return Task.CompletedTask;
    }
}
