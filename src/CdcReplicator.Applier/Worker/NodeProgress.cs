using CdcReplicator.ChangeLog;

namespace CdcReplicator.Applier;

/// <summary>Shows a node's position to the log, for tools that watch its readers; once a second at most.</summary>
internal sealed class NodeProgress(IChangeLog log, string nodeId, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _at;
    private long _offset = -1;

    /// <summary>Tells the log how far the node is, unless it knows or was told just now.</summary>
    /// <exception cref="LogUnavailableException">The log could not be reached.</exception>
    public async Task ReportAsync(ApplierReport report, CancellationToken cancellationToken)
    {
        if (report.Position is not { } position || position.LastAppliedSequence == _offset)
        {
            return;
        }

        if (_offset < 0 || time.GetElapsedTime(_at) >= Interval)
        {
            _at = time.GetTimestamp();
            _offset = position.LastAppliedSequence;
            await log.ReportProgressAsync(nodeId, position.LastAppliedSequence + 1, cancellationToken);
        }
    }
}
