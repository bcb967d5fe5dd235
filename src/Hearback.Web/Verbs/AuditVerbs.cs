using System.Globalization;
using Hearback.Audit;
using Hearback.Data;

namespace Hearback.Web.Verbs;

/// <summary><c>./hearback audit verify</c>, and how commands come onto the record.</summary>
internal static class AuditVerbs
{
    /// <summary>Goes through the record; 1 when something is wrong with it.</summary>
    public static async Task<int> VerifyAsync(WebApplication app, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<VerifyRecord>().RunAsync(new HowFar("entries read"), stop);
        if (found.Broken is { } broken)
        {
            Console.Error.WriteLine(broken.Number is 0 ? $"The record: {broken.What}." : string.Create(CultureInfo.InvariantCulture, $"The record of {broken.Book.InWords()}, entry {broken.Number}: {broken.What}."));
            return 1;
        }

        foreach (var book in found.Books)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{book.Book.InWords()}: {book.Entries} {(book.Entries is 1 ? "entry" : "entries")}{(book.Until is { } until ? $", until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}"));
        }

        foreach (var head in found.PutBack)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head.Book.InWords()}: put back to entry {head.Link.Number} when a backup was restored at {head.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC. What was written after that backup is not there."));
        }

        var heads = app.Services.GetRequiredService<RecordHeads>().File;
        Console.WriteLine(found.HeadsUntil is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"The record is whole. Nothing was cut off that stood in it at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC, as {heads} says.")
            : $"The record is whole as far as it goes. There are no heads in {heads}, so nobody can tell whether its end was cut off.");
        return 0;
    }

    extension(HearbackDb db)
    {
        /// <summary>Puts an act of the command line on the record, to be saved with it.</summary>
        public void Note(AuditedAct act, IServiceProvider services) => db.Audit.Add(new(act, null, services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static string InWords(this Book book) => book switch
    {
        Book.Acts => "what members and the service did",
        Book.SignIns => "signing in and out",
        Book.Reporters => "what reporters asked for",
    };
}
