namespace Hearback.Pictures;

/// <summary>
/// A picture that we drew anew from its pixels: a JPEG with nothing else in it. Only what was cleaned has this type, so whatever is kept or
/// shown of a picture was.
/// </summary>
public sealed class CleanPicture
{
    internal CleanPicture(byte[] jpeg) => Jpeg = jpeg;

    public byte[] Jpeg { get; }

    public override string ToString() => "(picture)";
}

/// <summary>A picture, its size in pixels, and a small copy for pages on which many look at it.</summary>
public sealed record PictureInTwoSizes(CleanPicture Large, CleanPicture Small, int Width, int Height);
