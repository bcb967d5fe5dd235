using Hearback.Notices;
using Hearback.Pictures;
using Microsoft.Extensions.Localization;

namespace Hearback.Reports;

/// <summary>
/// What became of the files of an email: the pictures, each drawn anew before the next is looked at, and for every other file a sentence that says
/// why it was not kept.
/// </summary>
public sealed record MailPictures(IReadOnlyList<CleanPicture> Kept, IReadOnlyList<string> Refusals)
{
    /// <summary>What comes after as many is not looked at: nobody sends so many, and each takes a moment.</summary>
    private const int MostLookedAt = 20;

    // The emblem in a signature is wide and low; a photo that a phone made smaller is not.
    private const int LowestInLayout = 120;

    public static async Task<MailPictures> OfAsync(MailWords said, CleanPictures clean)
    {
        var (kept, refusals) = (new List<CleanPicture>(), new List<string>());
        foreach (var (index, file) in said.Files.Index())
        {
            try
            {
                if (kept.Count == ReportPicture.MostAtOnce || index >= MostLookedAt) { throw new RefusedException("You can send up to five pictures"); }

                var picture = await clean.CleanAsync(file.Read(CleanPictures.LongestFile + 1), file.IsLayout ? LowestInLayout : 0, CancellationToken.None);
                if (picture is not null) { kept.Add(picture); }
            }
            catch (RefusedException refused)
            {
                // The others may be good; of this one its sender reads why.
                refusals.Add(refused.Message);
            }
        }

        return new(kept, refusals);
    }

    /// <summary>As much of it as a report still has room for.</summary>
    public MailPictures Within(int room) => Kept.Count <= room ? this
        : new([.. Kept.Take(room)], [.. Refusals, .. Enumerable.Repeat("A report takes up to 20 pictures in all", Kept.Count - room)]);

    /// <summary>What was not kept, and why, as its sender is told; null when nothing was refused. No name of a file is in it: whoever forges a sender would make us say it.</summary>
    public string? NotKept(IStringLocalizer words) => Refusals is [] ? null : string.Join('\n',
    [
        Kept.Count is 0 ? words["We have kept none of the files that came with your email:"] : words["We have kept {0} of the {1} files that came with your email. The others we have not kept:", Kept.Count, Kept.Count + Refusals.Count],
        .. Refusals.GroupBy(refusal => refusal).Select(same => same.Count() is 1 ? $"- {words[same.Key]}." : $"- {words["{0} files", same.Count()]}: {words[same.Key]}."),
        "",
        words["On our page you can add pictures, or tell us in words what they show."],
    ]);
}
