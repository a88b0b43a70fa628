using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>A fault of comparing, planted into what a node says of itself.</summary>
internal abstract class DriftBug(INode inner) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public IReadOnlyDictionary<string, long> NumbersAsText => inner.NumbersAsText;

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        inner.OpenAsync(cluster, cancellationToken);

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        inner.BeginAsync(semantics, cancellationToken);

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => inner.IsAsOpenedAsync(cancellationToken);

    public async Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        new Snapshot(this, await inner.OpenSnapshotAsync(cancellationToken));

    public virtual Task RewriteAsync(RowRewrite rewrite, CancellationToken cancellationToken) =>
        inner.RewriteAsync(rewrite, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>What it makes of the digests of a table's rows.</summary>
    protected abstract IAsyncEnumerable<RowDigest> Spoil(TableDefinition table, IAsyncEnumerable<RowDigest> rows);

    /// <summary>What it makes of the rows of a table.</summary>
    protected virtual IAsyncEnumerable<StoredRow> SpoilRows(TableDefinition table, IAsyncEnumerable<StoredRow> rows) =>
        rows;

    private sealed class Snapshot(DriftBug bug, INodeSnapshot inner) : INodeSnapshot
    {
        public NodePosition Position => inner.Position;

        public async Task<IReadOnlyList<long>?> DigestAsync(
            TableDefinition table,
            RowRange range,
            IRowDigests into,
            CancellationToken cancellationToken
        )
        {
            IReadOnlyList<long>? through = null;
            await foreach (var row in bug.Spoil(table, ReadAsync()))
            {
                into.Add(row.Key, row.Digest);
            }

            return through;

            // What reading throws, the fault sees.
            async IAsyncEnumerable<RowDigest> ReadAsync()
            {
                var read = new CollectedDigests();
                through = await inner.DigestAsync(table, range, read, cancellationToken);
                foreach (var row in read.Rows)
                {
                    yield return row;
                }
            }
        }

        public IAsyncEnumerable<StoredRow> ReadRowsAsync(TableDefinition table, CancellationToken cancellationToken) =>
            bug.SpoilRows(table, inner.ReadRowsAsync(table, cancellationToken));

        public IAsyncEnumerable<DataValue[]> ReadRowsAsync(
            TableDefinition table,
            IReadOnlyList<ColumnDefinition> columns,
            CancellationToken cancellationToken
        ) => inner.ReadRowsAsync(table, columns, cancellationToken);

        public Task<IReadOnlyList<TableSchema>> ReadSchemasAsync(
            IgnoreList ignored,
            CancellationToken cancellationToken
        ) => inner.ReadSchemasAsync(ignored, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
