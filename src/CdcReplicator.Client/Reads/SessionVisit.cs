using System.Data;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>A connection of a session to a node.</summary>
internal sealed class SessionVisit
{
    private readonly RoutedConnection _routed;
    private readonly TimeProvider _clock;
    private long _overAt = long.MaxValue;

    /// <summary>A visit that has just begun.</summary>
    /// <param name="routed">Its connection.</param>
    /// <param name="clock">The router's clock.</param>
    public SessionVisit(RoutedConnection routed, TimeProvider clock)
    {
        (_routed, _clock) = (routed, clock);
        routed.Connection.StateChange += Changed;
    }

    /// <summary>The node.</summary>
    public string NodeId => _routed.NodeId;

    /// <summary>When it began.</summary>
    public long OpenedAt => _routed.OpenedAt;

    /// <summary>Whether it is closed and sees nothing more.</summary>
    public bool IsOver => IsClosed(_routed.Connection.State);

    /// <summary>From when on it has seen nothing more; <see cref="long.MaxValue"/> while it is open.</summary>
    public long OverAt => Volatile.Read(ref _overAt);

    // A connection may be opened again by who has it.
    private void Changed(object sender, StateChangeEventArgs change) =>
        Volatile.Write(ref _overAt, IsClosed(change.CurrentState) ? _clock.GetTimestamp() : long.MaxValue);

    private static bool IsClosed(ConnectionState state) => state is ConnectionState.Closed or ConnectionState.Broken;
}
