using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What stands beside the log about the node: asked whenever it is opened.</summary>
internal sealed class NodeStanding(
    IMetadataStore store,
    string nodeId,
    VerdictFloor floor,
    LoneRejections lone,
    TimeProvider time
)
{
    private readonly MemberStore _members = new(store, time);
    private readonly DivergenceStore _findings = new(store, time);

    /// <summary>
    /// What was last found of the node; from where on its verdicts can be compared is known after this.
    /// </summary>
    public async Task<Divergence?> ReadAsync(NodePosition position, CancellationToken cancellationToken)
    {
        // What an applier has said, before this one or while this one stood by, holds. Else nobody has: what was
        // decided before, maybe by an earlier version, is not beside the log by node.
        var known = await _members.ReadAsync(cancellationToken);
        var said = known.FirstOrDefault(member => member.Status.NodeId == nodeId)?.Status.VerdictsFrom;
        floor.Begin(said ?? position.LastAppliedSequence + 1);
        floor.Raise(said ?? 0);
        lone.Begin(position.LastAppliedSequence + 1);
        if (position.LastAppliedSequence >= 0)
        {
            return await _findings.FindAsync(nodeId, cancellationToken);
        }

        // Filled anew from the beginning: what was found of its rows before is of no matter.
        await _findings.RemoveAsync(nodeId, cancellationToken);
        return null;
    }
}
