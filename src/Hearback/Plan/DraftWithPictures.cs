using Hearback.Plan.Files;

namespace Hearback.Plan;

/// <summary>An update on its way: what it is about, and whether it waits to be signed off.</summary>
public sealed record DraftedUpdate(ProgressUpdate Update, string About, bool Waits);

/// <summary>The pictures of updates, of those in the plan and of those that wait to be signed off.</summary>
public sealed partial class Draft
{
    /// <summary>The names of all pictures that the draft has, or would have again when somebody puts back what was taken out.</summary>
    internal IEnumerable<string> PicturesInUse =>
        Plan.Updates.Concat(Proposed.Select(one => one.Update)).Concat(Matters.Kept.SelectMany(thing => thing.Updates)).SelectMany(update => update.Pictures).Select(picture => picture.Id);

    /// <summary>The update of this name; null when there is none any more.</summary>
    public DraftedUpdate? Drafted(string update)
    {
        if (Proposed.FirstOrDefault(one => one.Update.Id == update) is { } proposed) { return new(proposed.Update, proposed.ActionId, Waits: true); }

        return Plan.AboutOf(update) is { } about ? new(TheUpdate(about, update), about, Waits: false) : null;
    }

    public void AddPicture(string update, UpdatePicture picture)
    {
        ChangePictures(update, pictures => pictures switch
        {
            _ when pictures.Any(one => one.Id == picture.Id) => throw new RefusedException("This picture is there already"),
            { Count: >= UpdatePicture.Most } => throw new RefusedException("An update can have up to four pictures. Take one out first"),
            _ => [.. pictures, Described(picture)],
        });
    }

    /// <summary>Says in other words what a picture shows.</summary>
    public void DescribePicture(string update, string picture, string alt) => ChangePictures(update, pictures => pictures.Any(one => one.Id == picture)
        ? [.. pictures.Select(one => one.Id == picture ? Described(one with { Alt = alt.Trim() }) : one)]
        : throw new RefusedException("This picture is not there any more"));

    /// <summary>Takes a picture out of an update. The editions that have it keep it.</summary>
    public void RemovePicture(string update, string picture) => ChangePictures(update, pictures => [.. pictures.Where(one => one.Id != picture)]);

    /// <summary>Pictures that nothing in the draft has are deleted: whoever is just bringing one back looks again.</summary>
    internal void LostPictures() => Version++;

    private static UpdatePicture Described(UpdatePicture picture) => picture.Alt switch
    {
        { Length: > UpdatePicture.LongestAlt } => throw new RefusedException($"Say what the picture shows in {UpdatePicture.LongestAlt} characters or fewer"),
        var blank when string.IsNullOrWhiteSpace(blank) => throw new RefusedException("Say what the picture shows, for people who cannot see it"),
        var alt => picture with { Alt = FileText.Clean(alt) },
    };

    private void ChangePictures(string id, Func<IReadOnlyList<UpdatePicture>, IReadOnlyList<UpdatePicture>> change)
    {
        var drafted = Drafted(id) ?? throw new RefusedException("This update is not in the plan any more");
        var after = drafted.Update with { Pictures = change(drafted.Update.Pictures) };
        if (drafted.Waits) { Matters = Matters with { Proposed = [.. Proposed.Select(one => one.Update.Id == id ? one with { Update = after } : one)] }; }
        else { PutUpdates(drafted.About, updates => [.. updates.Select(one => one.Id == id ? after : one)]); }
    }
}
