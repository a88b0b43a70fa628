using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a node says of itself when it is opened.</summary>
/// <param name="Position">What it has committed.</param>
/// <param name="Publishers">Publishers it knows, with their numbers.</param>
/// <param name="Tables">Its tables, without the state schema.</param>
internal sealed record NodeOpening(
    NodePosition Position,
    IReadOnlyList<PublisherProgress> Publishers,
    IReadOnlyList<TableDefinition> Tables
)
{
    /// <summary>What it knows of its sources' snapshots.</summary>
    public IReadOnlyDictionary<string, SnapshotState> Snapshots { get; init; } =
        new Dictionary<string, SnapshotState>();

    /// <summary>What it deliberately has not got: the patterns of its setting <c>Ignore</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>
    /// Tables whose constraints say here what other kinds of node judge by theirs: the node's setting.
    /// </summary>
    public IReadOnlyList<string> DecidesAlike { get; init; } = [];

    /// <summary>The proof it owes, because it was filled from another node; null if it owes none.</summary>
    public OwedProof? OwedProof { get; init; }

    /// <summary>
    /// What is wrong with the node, unless the log is empty: it has rows, and nothing tells which transactions they
    /// hold. Null if nothing is.
    /// </summary>
    public NodeFaultException? RowsWithoutPosition { get; init; }
}
