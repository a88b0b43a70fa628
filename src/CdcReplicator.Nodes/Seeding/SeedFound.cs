using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a node's database holds before a seed.</summary>
internal abstract record SeedFound
{
    private SeedFound() { }

    /// <summary>No table has a row, and there is no position.</summary>
    /// <param name="HasTables">Whether tables stand there without rows.</param>
    public sealed record Empty(bool HasTables) : SeedFound;

    /// <summary>A seed began and has not ended.</summary>
    /// <param name="Donor">Where its rows came from; no secrets.</param>
    /// <param name="Since">When it began.</param>
    public sealed record Unfinished(string Donor, DateTimeOffset Since) : SeedFound;

    /// <summary>A node that can be opened.</summary>
    /// <param name="Log">The log it belongs to.</param>
    /// <param name="Position">What it has committed.</param>
    public sealed record Node(LogId Log, NodePosition Position) : SeedFound;

    /// <summary>Rows, and nothing that tells which transactions of a log they hold.</summary>
    /// <param name="Tables">The tables with rows.</param>
    public sealed record RowsWithoutPosition(IReadOnlyList<TableName> Tables) : SeedFound;
}
