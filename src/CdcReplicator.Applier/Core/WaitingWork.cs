namespace CdcReplicator.Applier;

/// <summary>What waits for a commit, as the pipeline of batches needs to know it.</summary>
/// <param name="HasEffects">Whether something waits that needs a commit.</param>
/// <param name="IsFullBatch">Whether as much waits as one commit may have, or as may wait.</param>
/// <param name="WantsRecords">Whether more records may be given.</param>
/// <param name="IsStopped">Whether nothing after what waits may be applied.</param>
/// <param name="RecordsPassed">Records read after the position.</param>
internal readonly record struct WaitingWork(
    bool HasEffects,
    bool IsFullBatch,
    bool WantsRecords,
    bool IsStopped,
    long RecordsPassed
);
