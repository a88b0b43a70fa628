using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What a report is made of.</summary>
internal readonly record struct ApplierFacts(
    ApplierPhase Phase,
    string? Reason,
    bool MayHeal,
    NodePosition? Position,
    LogBounds? Bounds,
    bool HasUnfinishedSnapshots,
    long Applied,
    bool StandsBy
);
