namespace Hearback.Pictures;

/// <summary>
/// Draws pictures anew from their pixels, upright and at most 2,000 pixels a side, so that nothing of the file survives: not where and when it
/// was taken, nor by whose phone, nor the small first picture that cameras hide in it (docs/adr/0011). One at a time in the whole service,
/// so that many together take no more memory than one.
/// </summary>
public sealed class CleanPictures : IDisposable
{
    /// <summary>15 MB. A file is read up to one byte more, to see that it is too large.</summary>
    public const int LongestFile = 15 * 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1);

    /// <exception cref="RefusedException">It is no picture that we can take; the sentence says why and what to do.</exception>
    public async Task<CleanPicture> CleanAsync(byte[] file, CancellationToken stop) =>
        await CleanAsync(file, lowest: 0, stop) ?? throw new InvalidOperationException("No picture is too low.");

    /// <summary>The same, and null when it is fewer pixels high than <paramref name="lowest"/>.</summary>
    /// <exception cref="RefusedException">It is no picture that we can take; the sentence says why and what to do.</exception>
    public Task<CleanPicture?> CleanAsync(byte[] file, int lowest, CancellationToken stop)
    {
        PictureFile.Check(file);
        return OneAtATimeAsync(() => Pixels.DrawAnew(file, lowest) is { } jpeg ? new CleanPicture(jpeg) : null, stop);
    }

    /// <summary>The picture with a small copy of it.</summary>
    public Task<PictureInTwoSizes> InTwoSizesAsync(CleanPicture picture, CancellationToken stop) => OneAtATimeAsync(() =>
    {
        var (small, width, height) = Pixels.DrawSmall(picture.Jpeg);
        return new PictureInTwoSizes(picture, new(small), width, height);
    }, stop);

    public void Dispose() => _one.Dispose();

    private async Task<T> OneAtATimeAsync<T>(Func<T> draw, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return await Task.Run(draw, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }
}
