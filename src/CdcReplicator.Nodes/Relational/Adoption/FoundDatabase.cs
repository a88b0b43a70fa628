using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What stands in a database that shall be adopted.</summary>
internal sealed record FoundDatabase
{
    /// <summary>The log it belongs to, as it is written there; null if it has no state of a node.</summary>
    public string? Log { get; init; }

    /// <summary>What it has committed; null if it has no position.</summary>
    public NodePosition? Position { get; init; }

    /// <summary>Which node it is; null if it was last opened by a version that did not write that down.</summary>
    public NodeInstallation? Installation { get; init; }

    /// <summary>Whether it is being filled from another node, and that has not ended.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Of which database it was found to be a copy; null if of none.</summary>
    public string? CopyOf { get; init; }
}
