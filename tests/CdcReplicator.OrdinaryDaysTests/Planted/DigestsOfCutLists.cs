using System.Runtime.CompilerServices;
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
        private const int MostRows = 2;

        public NodePosition Position => inner.Position;

        public async IAsyncEnumerable<RowDigest> ReadDigestsAsync(
            TableDefinition table,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            var left = MostRows;
            await foreach (var row in inner.ReadDigestsAsync(table, cancellationToken))
            {
                if (left-- == 0)
                {
                    yield break;
                }

                yield return row;
            }
        }

        public IAsyncEnumerable<DataValue[]> ReadRowsAsync(
            TableDefinition table,
            IReadOnlyList<ColumnDefinition> columns,
            CancellationToken cancellationToken
        ) => inner.ReadRowsAsync(table, columns, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
