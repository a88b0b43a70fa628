using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Logs the state of a node, once for each change of state or reason.</summary>
internal sealed class StateNotice(string nodeId, ILogger logger)
{
    private NodeState? _shownState;
    private string? _shownReason;

    /// <summary>Logs a state that is news.</summary>
    public void Show(ApplierReport report)
    {
        if (report.State == _shownState && report.Reason == _shownReason)
        {
            return;
        }

        _shownState = report.State;
        _shownReason = report.Reason;
        if (report.State is NodeState.Halted or NodeState.BehindRetention)
        {
            ApplierLog.Halted(logger, nodeId, report.Reason ?? "");
        }
        else if (report.Reason is not null)
        {
            ApplierLog.Troubled(logger, nodeId, report.State, report.Reason);
        }
        else if (report.Position is { } position)
        {
            ApplierLog.StateChanged(logger, nodeId, report.State, position.LastAppliedSequence);
        }
        else
        {
            ApplierLog.StateChangedUnread(logger, nodeId, report.State);
        }
    }
}
