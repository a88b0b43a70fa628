using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>What an applier has to say of its node's schema.</summary>
/// <param name="Version">How many schema changes of the log the node is past.</param>
/// <param name="Sequence">Where the last one stands that it has run; null if it has run none.</param>
/// <param name="Digest">The same on nodes of one kind whose tables are alike.</param>
internal sealed record SchemaFacts(long Version, long? Sequence, string Digest)
{
    /// <summary>What an opened node says.</summary>
    public static SchemaFacts Of(NodeOpening opening) =>
        new(opening.SchemaVersion, opening.SchemaSequence, SchemaDigest.Of(opening.Tables));
}
