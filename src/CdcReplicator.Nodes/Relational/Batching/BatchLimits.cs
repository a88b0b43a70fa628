namespace CdcReplicator.Nodes;

/// <summary>Sizes of what is decided and written at a time.</summary>
internal static class BatchLimits
{
    /// <summary>Rows written at a time, so that a transaction of any size takes bounded memory.</summary>
    public const int Rows = 50_000;

    /// <summary>Fewer changes than this are not worth deciding together.</summary>
    public const int FewChanges = 4;
}
