using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Which orders in the log stop one node. A pause is over as soon as a resume that was given after it is known,
/// wherever the two stand; so a copy of a pause is ended by the resume of the pause itself. Pure.
/// </summary>
/// <param name="nodeId">The node.</param>
/// <param name="trust">Whose orders count.</param>
/// <param name="orders">What is known of operators' orders.</param>
internal sealed class NodePauses(string nodeId, OrderTrust trust, OperatorOrders orders)
{
    private static readonly IgnoredControls Idle = new(
        1,
        "resumes the node, which no pause has stopped since its applier started"
    );

    /// <summary>The pause that stops the node at an event; null if none does.</summary>
    public ControlOrder.Pause? StopAt(in LogEvent logEvent) =>
        Read(logEvent, WellKnown.PauseMessage) is ControlOrder.Pause pause
        && pause.Node == nodeId
        && pause.GivenAt > orders.ResumedThrough
            ? pause
            : null;

    /// <summary>Not null if an event resumes this node and ends no pause of it.</summary>
    public IgnoredControls? IdleResume(in LogEvent logEvent) =>
        Read(logEvent, WellKnown.ResumeMessage) is ControlOrder.Resume resume
        && resume.Node == nodeId
        && resume.GivenAt > orders.ResumedThrough
            ? Idle
            : null;

    private ControlOrder? Read(in LogEvent logEvent, string prefix) =>
        logEvent.Other is MessageEvent message && message.Prefix == prefix
            ? ControlReading.Read(message, logEvent.Record.Offset, trust)
            : null;
}
