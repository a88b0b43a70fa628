namespace CdcReplicator.BatchingTests;

/// <summary>A foreign key to the column <c>id</c> of a table.</summary>
internal sealed record HistoryForeignKey(string Column, string Parent)
{
    public bool IsDeferred { get; init; }

    public bool Cascades { get; init; }

    public bool SetsNull { get; init; }
}
