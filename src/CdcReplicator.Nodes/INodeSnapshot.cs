using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A consistent read of a node: its position and its rows at that position.</summary>
internal interface INodeSnapshot : IAsyncDisposable
{
    /// <summary>The position the rows belong to.</summary>
    NodePosition Position { get; }

    /// <summary>
    /// A 128-bit digest of every row of a table, in no particular order, with its key. Digests are over canonical
    /// values, so equal rows have equal digests on every kind of node. A table without key gives the digest as key.
    /// </summary>
    IAsyncEnumerable<RowDigest> ReadDigestsAsync(TableDefinition table, CancellationToken cancellationToken);

    /// <summary>Every row of a table, in no particular order, as canonical values of the columns asked for.</summary>
    /// <exception cref="NodeFaultException">The table cannot be read.</exception>
    IAsyncEnumerable<DataValue[]> ReadRowsAsync(
        TableDefinition table,
        IReadOnlyList<ColumnDefinition> columns,
        CancellationToken cancellationToken
    );
}
