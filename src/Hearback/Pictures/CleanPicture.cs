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
