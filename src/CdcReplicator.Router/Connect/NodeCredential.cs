using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>Finds what a client was told about logging in to a node.</summary>
internal static class NodeCredential
{
    /// <summary>The connection string given for the node's id, else for its kind, else an empty one.</summary>
    public static string For(MemberStatus member, IReadOnlyDictionary<string, string> credentials) =>
        credentials.TryGetValue(member.NodeId, out var own) ? own
        : credentials.TryGetValue(member.Kind, out var ofKind) ? ofKind
        : "";
}
