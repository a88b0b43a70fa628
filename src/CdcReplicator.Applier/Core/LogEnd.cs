using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// What the log holds, as it was last asked. The end of a log that is another one says nothing of how far a node is, so
/// it counts as unknown; one that does not reach back to the node's position any more still tells how far it is.
/// </summary>
internal sealed class LogEnd
{
    private long? _appliedBefore;
    private bool _isOther;

    /// <summary>What the log holds; null if that is unknown.</summary>
    public LogBounds? Bounds { get; private set; }

    /// <summary>Takes what the log says now, which was asked after the time before.</summary>
    /// <returns>Whether the log ends before what was applied when it was asked, so that it is another one.</returns>
    public bool Take(LogBounds? bounds, NodePosition? position)
    {
        var endsBefore = bounds?.EndOffset <= _appliedBefore;
        _appliedBefore = position?.LastAppliedSequence;
        Bounds = endsBefore ? null : bounds;
        Doubt(position);
        return endsBefore;
    }

    /// <summary>The log does not answer.</summary>
    public void Forget() => Bounds = null;

    /// <summary>The log was found to be another one, or not to reach back to the position.</summary>
    public void Mismatched(NodePosition? position)
    {
        _isOther = true;
        Doubt(position);
    }

    /// <summary>The log was found to be the one the node has followed.</summary>
    public void Verified() => _isOther = false;

    private void Doubt(NodePosition? position)
    {
        if (_isOther && !(position?.RestartOffset < Bounds?.StartOffset))
        {
            Bounds = null;
        }
    }
}
