namespace CdcReplicator.Nodes;

/// <summary>Finds a client's settings for logging in to a node.</summary>
internal static class NodeCredential
{
    /// <summary>The connection string given for the node's id, else for its kind, else an empty one.</summary>
    public static string For(MemberStatus member, IReadOnlyDictionary<string, string> credentials) =>
        For(member.NodeId, member.Kind, credentials);

    /// <summary>The same of a node by its name and kind.</summary>
    public static string For(string nodeId, string kind, IReadOnlyDictionary<string, string> credentials) =>
        credentials.TryGetValue(nodeId, out var own) ? own
        : credentials.TryGetValue(kind, out var ofKind) ? ofKind
        : "";
}
