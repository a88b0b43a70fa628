using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>E20: what is compared is the beginning of each table.</summary>
internal sealed class DigestsOfCutLists : PlantedBug
{
    public override INode Node(INode node) => new CuttingNode(node);

    private sealed class CuttingNode(INode inner) : PassingNode(inner)
    {
        public override async Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
            new CutSnapshot(await base.OpenSnapshotAsync(cancellationToken));
    }

    private sealed class CutSnapshot(INodeSnapshot inner) : INodeSnapshot
    {
        public NodePosition Position => inner.Position;

        public Task<IReadOnlyList<long>?> DigestAsync(
            TableDefinition table,
            RowRange range,
            IRowDigests into,
            CancellationToken cancellationToken
        ) => inner.DigestAsync(table, range, new CutDigests(into), cancellationToken);

        public IAsyncEnumerable<StoredRow> ReadRowsAsync(TableDefinition table, CancellationToken cancellationToken) =>
            inner.ReadRowsAsync(table, cancellationToken);

        public Task<IReadOnlyList<TableSchema>> ReadSchemasAsync(
            IgnoreList ignored,
            CancellationToken cancellationToken
        ) => inner.ReadSchemasAsync(ignored, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class CutDigests(IRowDigests inner) : IRowDigests
    {
        private const int MostRows = 2;
        private int _rows;

        public bool WantsKeys => inner.WantsKeys;

        public void Add(ReadOnlySpan<char> key, UInt128 digest)
        {
            if (_rows++ < MostRows)
            {
                inner.Add(key, digest);
            }
        }
    }
}
