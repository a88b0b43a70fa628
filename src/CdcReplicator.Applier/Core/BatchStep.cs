namespace CdcReplicator.Applier;

/// <summary>What the pipeline of batches wants done next.</summary>
internal enum BatchStep : byte
{
    /// <summary>Nothing now.</summary>
    Rest,

    /// <summary>Start the batch that was prepared.</summary>
    StartPrepared,

    /// <summary>Take a batch off the waiting transactions and start it.</summary>
    StartWaiting,

    /// <summary>Take the batch after the one under way off the waiting transactions.</summary>
    Prepare,

    /// <summary>All is applied that may be: halt at what stops the log.</summary>
    Stop,
}
