namespace CdcReplicator.Cluster;

/// <summary>
/// The entry that makes a node's tables whole: written after them, it names the generation that counts and how many
/// tables it has.
/// </summary>
/// <param name="NodeId">The node.</param>
/// <param name="Kind"><c>postgres</c> or <c>sqlite</c>.</param>
/// <param name="Ignored">What it deliberately has not got.</param>
/// <param name="Generation">
/// Names the tables' entries: a digest of their content, so that equal tables are written once.
/// </param>
/// <param name="Count">How many tables there are.</param>
internal sealed record TableIndex(
    string NodeId,
    string Kind,
    IReadOnlyList<string> Ignored,
    string Generation,
    int Count
);
