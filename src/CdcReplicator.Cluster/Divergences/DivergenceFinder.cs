namespace CdcReplicator.Cluster;

/// <summary>Who says whether a node differs.</summary>
internal enum DivergenceFinder
{
    /// <summary>Verdicts of the nodes, compared as they are made.</summary>
    Verdicts,

    /// <summary>A comparison of rows.</summary>
    Verify,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>Unknown: what was found cannot be read.</summary>
    Unknown,
}
