using CdcReplicator.Model;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>Decides whether enough nodes have decided a transaction.</summary>
internal static class NodesAwaited
{
    /// <summary>Null if the durability is reached, else what is missing, naming who is behind.</summary>
    public static string? Missing(IReadOnlyList<RouterMember> members, Durability durability, long sequence)
    {
        var awaited = members
            .Where(member => member.Status.State != NodeState.Left && (durability.IsEverywhere || member.IsAlive))
            .ToList();
        var behind = awaited.Where(member => member.Status.LastAppliedSequence < sequence).ToList();
        var reached = awaited.Count - behind.Count;
        if (durability.IsEverywhere ? awaited.Count > 0 && behind.Count == 0 : reached >= durability.Nodes)
        {
            return null;
        }

        var wanted = durability.IsEverywhere ? awaited.Count : durability.Nodes;
        var names = behind.Select(Describe);
        return $"{reached} of {wanted} nodes have applied it"
            + (awaited.Count == 0 ? ", no living member is known" : "")
            + (behind.Count == 0 ? "" : $"; behind: {string.Join(", ", names)}");
    }

    private static string Describe(RouterMember member)
    {
        var status = member.Status;
        var state = member.IsAlive ? status.State.ToString() : "no sign of life";
        return $"'{status.NodeId}' at {status.LastAppliedSequence} ({state}"
            + (status.Reason is { } reason ? $": {reason})" : ")");
    }
}
