using CdcReplicator.Cluster;

namespace CdcReplicator.Client;

/// <summary>What one node that has passed a transaction says of it.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Verdict">Null if nothing tells any more.</param>
internal readonly record struct NodeVote(string NodeId, Verdict? Verdict)
{
    /// <summary>Reads a node's vote out of the rejections found after the node was seen past the transaction.</summary>
    public static NodeVote Of(MemberStatus node, FoundRejections rejections, long sequence)
    {
        if (rejections.TryGetValue(node.NodeId, out var own))
        {
            return new NodeVote(node.NodeId, CdcReplicator.Verdict.Rejected(own.Rejection));
        }

        if (!rejections.IsCertainOf(node.NodeId))
        {
            return new NodeVote(node.NodeId, null);
        }

        if (node.VerdictsFrom <= sequence)
        {
            return new NodeVote(node.NodeId, CdcReplicator.Verdict.Accepted);
        }

        // An earlier version, where all nodes published under one key, decided it, or its rejections are kept no
        // longer.
        return rejections.TryGetValue("", out var unnamed)
                ? new NodeVote(node.NodeId, CdcReplicator.Verdict.Rejected(unnamed.Rejection))
            : node.VerdictsFrom is null ? new NodeVote(node.NodeId, CdcReplicator.Verdict.Accepted)
            : new NodeVote(node.NodeId, null);
    }

    /// <summary>For people.</summary>
    public override string ToString() =>
        Verdict switch
        {
            null => $"the verdict of '{NodeId}' is kept no longer or cannot be read",
            { Rejection: { } rejection } => $"'{NodeId}' rejected it ({rejection.Reason})",
            _ => $"'{NodeId}' accepted it",
        };
}
