namespace CdcReplicator.Nodes;

/// <summary>What of that which is to be made stands in the target already.</summary>
/// <param name="Drops">What is dropped, with the statements in order.</param>
/// <param name="Same">What stands there just so and is kept.</param>
/// <param name="Obstacles">What forbids it.</param>
internal sealed record SeedStanding(
    IReadOnlyList<SeedMake> Drops,
    IReadOnlySet<SeedObject> Same,
    IReadOnlyList<string> Obstacles
);
