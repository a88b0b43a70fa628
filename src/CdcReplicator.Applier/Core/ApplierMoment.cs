namespace CdcReplicator.Applier;

/// <summary>When something happened: what the applier was doing.</summary>
/// <param name="Phase">What it was doing.</param>
/// <param name="UnderWay">Transactions of the batch under way; null if none was.</param>
/// <param name="Applied">The last applied sequence; -1 if there is none.</param>
/// <param name="Now">The time, milliseconds.</param>
internal readonly record struct ApplierMoment(ApplierPhase Phase, int? UnderWay, long Applied, long Now)
{
    /// <summary>Whether it was halted.</summary>
    public bool IsHalted => Phase == ApplierPhase.Halted;
}
