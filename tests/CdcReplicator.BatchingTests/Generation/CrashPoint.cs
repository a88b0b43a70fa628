namespace CdcReplicator.BatchingTests;

/// <summary>Where the applier of a batch dies; what it left is found by opening the node again.</summary>
internal enum CrashPoint
{
    None,
    AfterBegin,
    AfterFirstPiece,
    AfterApply,
    AfterAdvance,
    AfterCommit,
}
