namespace CdcReplicator.Cluster;

/// <summary>What continuous verification last found of a table of a node.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Since">
/// When the first range of its last whole proof was asked for, by the store's clock in Unix milliseconds; null if it
/// was never proved.
/// </param>
/// <param name="Sequence">The position of the last range that was compared.</param>
/// <param name="Rows">The rows that were compared.</param>
/// <param name="Difference">In what it differs since then; null if it does not.</param>
internal sealed record TableProof(
    string NodeId,
    string Table,
    long? Since,
    long Sequence,
    long Rows,
    string? Difference = null
)
{
    /// <summary>How long ago a time of the store's clock was; never less than zero, should the clocks differ.</summary>
    public static TimeSpan AgeOf(long since, DateTimeOffset now)
    {
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(since);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
