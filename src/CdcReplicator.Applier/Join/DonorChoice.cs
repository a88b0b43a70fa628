using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Chooses the donor of a new node. Pure.</summary>
internal static class DonorChoice
{
    /// <summary>
    /// The serving node of the same kind that has not failed as a donor just now, with the least lag and then the least
    /// to do; or the one that the node's settings name, whatever its kind. Null if there is none now.
    /// </summary>
    public static MemberStatus? Find(NodeOptions node, IReadOnlyList<DonorCandidate> others, LogBounds bounds) =>
        others
            .Where(other => IsAskedFor(node, other.Member.Status) && other.WhyNot is null)
            .OrderBy(other => other.FailedAt ?? long.MinValue)
            .ThenBy(other => other.Member.LagRecords(bounds.EndOffset))
            .ThenBy(other => other.Member.Status.AppliedPerSecond)
            .ThenBy(other => other.Member.Status.NodeId, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Member.Status;

    /// <summary>Why there is none, for people.</summary>
    public static string WhyNone(NodeOptions node, IReadOnlyList<DonorCandidate> others)
    {
        if (node.Seed.From is { } from)
        {
            var named = others.FirstOrDefault(other => other.Member.Status.NodeId == from);
            return named is null
                ? $"{Printable.Quote(from)}, which Seed:From names, is no member"
                : $"{Printable.Quote(from)}, which Seed:From names, cannot give its rows now: {named.WhyNot}";
        }

        var reasons = others
            .Where(other => other.Member.Status.Kind == node.Kind)
            .Select(other => $"{other.Member.Status.NodeId}: {other.WhyNot}")
            .ToList();
        return reasons.Count > 0
            ? $"no node of kind {node.Kind} serves ({string.Join("; ", reasons)})"
            : $"the cluster has no other node of kind {node.Kind}";
    }

    /// <summary>Whether a node would be taken, if it served.</summary>
    public static bool IsAskedFor(NodeOptions node, MemberStatus other) =>
        node.Seed.From is { } from ? other.NodeId == from : other.Kind == node.Kind;
}
