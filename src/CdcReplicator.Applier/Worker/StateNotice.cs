using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Logs the state of a node, once for each change of state or reason.</summary>
internal sealed class StateNotice(string nodeId, ILogger logger)
{
    private NodeState? _shownState;
    private string? _shownReason;
    private string? _shownPhase;

    /// <summary>Logs a state that is news.</summary>
    public void Show(ApplierReport report)
    {
        // How far a filling is changes all the time: its phases are news, its rows are not.
        var isSame = report.Seed is { } seed
            ? report.State == _shownState && seed.Phase == _shownPhase
            : report.State == _shownState && report.Reason == _shownReason;
        if (isSame)
        {
            return;
        }

        _shownState = report.State;
        _shownReason = report.Reason;
        _shownPhase = report.Seed?.Phase;
        if (report.State == NodeState.Halted)
        {
            ApplierLog.Halted(logger, nodeId, report.Reason ?? "");
        }
        else if (report.Seed is not null)
        {
            ApplierLog.Filling(logger, nodeId, report.Reason ?? "");
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
