namespace CdcReplicator.Applier;

/// <summary>What a node does about a log that no longer holds what it needs.</summary>
internal static class BehindRetention
{
    /// <summary>The same mismatch; if the log is the right one, its remedy is the command for this node.</summary>
    public static LogMismatchException Named(LogMismatchException mismatch, string nodeId) =>
        mismatch.IsBehindRetention
            ? new LogMismatchException(
                mismatch.Problem,
                "The node was away longer than the log is kept. Keep the log longer, and fill the node again from "
                    + $"another one: cdc-replicator node seed {nodeId} --replace"
            )
            {
                IsBehindRetention = true,
            }
            : mismatch;
}
