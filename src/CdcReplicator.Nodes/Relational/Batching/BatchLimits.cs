namespace CdcReplicator.Nodes;

/// <summary>Sizes of what is decided and written at a time.</summary>
internal static class BatchLimits
{
    /// <summary>Fewer changes than this are not worth deciding together.</summary>
    public const int FewChanges = 4;

    /// <summary>Most that <see cref="NodeOptions.BatchRows"/> may be.</summary>
    public const int MostRows = 1_000_000;
}
