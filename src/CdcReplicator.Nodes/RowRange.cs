namespace CdcReplicator.Nodes;

/// <summary>
/// Which rows of a table to read. All of them, or so many from a key on, in the order of a key of whole numbers: the
/// same rows on every kind of node.
/// </summary>
/// <param name="After">The key after which to begin; null to begin with the first row.</param>
/// <param name="MaxRows">How many at most; null to read all, in no order.</param>
internal sealed record RowRange(IReadOnlyList<long>? After, long? MaxRows)
{
    /// <summary>The whole table.</summary>
    public static readonly RowRange All = new(null, null);
}
