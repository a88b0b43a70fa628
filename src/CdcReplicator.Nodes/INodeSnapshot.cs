using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A consistent read of a node: its position and its rows at that position.</summary>
internal interface INodeSnapshot : IAsyncDisposable
{
    /// <summary>The position the rows belong to.</summary>
    NodePosition Position { get; }

    /// <summary>
    /// Gives a 128-bit digest of every row in a range of a table. Digests are over canonical values, so equal rows have
    /// equal digests on every kind of node.
    /// </summary>
    /// <returns>
    /// The key of the last row if there may be more after it; null if the table has been read to its end.
    /// </returns>
    Task<IReadOnlyList<long>?> DigestAsync(
        TableDefinition table,
        RowRange range,
        IRowDigests into,
        CancellationToken cancellationToken
    );
}
