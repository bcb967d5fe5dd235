using Hearback.Places;

namespace Hearback.Directory;

/// <summary>Says that a place is not the partnership's, and whose it is if the pack knows.</summary>
public sealed record OutsideArea(Neighbour? Whose)
{
    /// <summary>Null unless we are sure: nobody within the area may be told that they are outside.</summary>
    public static OutsideArea? Of(Spot spot, string? ward, AreaMap map, Pack pack) =>
        // A ward that the pack does not know is another council's, or an old or new one of ours: the edge decides, where one is drawn.
        pack.Ward(ward) is null && (map.IsBeyond(spot) ?? ward is not null) ? new(pack.Neighbour(map.NeighbourAt(spot))) : null;

    /// <summary>What a whole postcode tells that no gazetteer has; null when it tells nothing.</summary>
    public static OutsideArea? Of(string? typed, Pack pack) => Postcode.Read(typed) is { } postcode && pack.NeighbourOf(postcode) is { } neighbour ? new(neighbour) : null;
}
