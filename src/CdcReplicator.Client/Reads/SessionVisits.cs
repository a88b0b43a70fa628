using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>
/// The connections of a session of which it is not known yet what they have seen. Not safe for concurrent use.
/// </summary>
internal sealed class SessionVisits(TimeProvider clock)
{
    private readonly List<SessionVisit> _visits = [];

    /// <summary>Adds one. What earlier ones saw at the same node in the same run, this one sees too.</summary>
    public void Add(RoutedConnection routed)
    {
        _visits.RemoveAll(visit => IsCovered(visit, routed) && visit.IsOver);
        _visits.Add(new SessionVisit(routed, clock));
    }

    /// <summary>Those that have seen things this connection may not see; all for null.</summary>
    public IReadOnlyList<SessionVisit> Except(RoutedConnection? routed) =>
        [.. _visits.Where(visit => routed is null || !IsCovered(visit, routed))];

    /// <summary>It is known what these have seen.</summary>
    public void Remove(IReadOnlyList<SessionVisit> visits) => _visits.RemoveAll(visit => visits.Contains(visit));

    private static bool IsCovered(SessionVisit visit, RoutedConnection routed) =>
        visit.NodeId == routed.NodeId && routed.RunsSince <= visit.OpenedAt;
}
