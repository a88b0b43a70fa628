namespace CdcReplicator.BatchingTests;

/// <summary>How one database transaction of the batched node is filled.</summary>
/// <param name="Pieces">How many transactions each call of ApplyBatchAsync is given.</param>
/// <param name="FirstOneByOne">Whether the first piece goes through ApplyAsync instead.</param>
/// <param name="Crash">Where it ends early.</param>
internal sealed record BatchPlan(IReadOnlyList<int> Pieces, bool FirstOneByOne, CrashPoint Crash)
{
    public int Size => Pieces.Sum();

    public override string ToString() =>
        string.Join('+', Pieces)
        + (FirstOneByOne ? " first one by one" : "")
        + (Crash == CrashPoint.None ? "" : $" crash {Crash}");
}
