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

    /// <summary>Every row of a table as it is, in no particular order.</summary>
    IAsyncEnumerable<StoredRow> ReadRowsAsync(TableDefinition table, CancellationToken cancellationToken);

    /// <summary>What tables are made of at the position, in the order of their names.</summary>
    /// <param name="ignored">What the node deliberately has not got.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<TableSchema>> ReadSchemasAsync(IgnoreList ignored, CancellationToken cancellationToken);
}
