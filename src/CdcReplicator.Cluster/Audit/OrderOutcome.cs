namespace CdcReplicator.Cluster;

/// <summary>What became of an operator's order, as far as its audit record says.</summary>
internal enum OrderOutcome
{
    /// <summary>
    /// It was about to be given. Nobody has written how it ended: the process or the log was lost, or it is at it.
    /// </summary>
    Begun,

    /// <summary>It was given.</summary>
    Done,

    /// <summary>It failed; it may have taken effect in part, or in whole if only the answer was lost.</summary>
    Failed,
}
