namespace CdcReplicator.Nodes;

/// <summary>Something that is made before the rows are there.</summary>
/// <param name="Object">What it is.</param>
/// <param name="Sql">How it is made.</param>
/// <param name="Drop">How one of that name is dropped; null if it is left as it stands.</param>
internal sealed record SeedMake(SeedObject Object, string Sql, string? Drop = null)
{
    /// <summary>Why it cannot be made, unless it stands there already.</summary>
    public IReadOnlyList<string> Obstacles { get; init; } = [];
}
