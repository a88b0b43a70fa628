using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>A node that cannot read one of its tables.</summary>
internal sealed class FailingReads(INode inner) : DriftBug(inner)
{
    protected override async IAsyncEnumerable<RowDigest> Spoil(TableDefinition table, IAsyncEnumerable<RowDigest> rows)
    {
        await foreach (var row in rows)
        {
            if (table.Name.Name == "facts")
            {
                throw new NodeFaultException("The disk cannot be read.", "Look at it.", isTransient: true, code: null);
            }

            yield return row;
        }
    }
}
