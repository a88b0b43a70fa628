namespace CdcReplicator.EndToEndTests;

/// <summary>Where an applier dies.</summary>
internal enum KillPoint
{
    BeforeBegin,
    AfterBegin,
    BeforeApply,
    AfterApply,
    BeforeAdvance,
    AfterAdvance,
    BeforeCommit,
    AfterCommit,
}
