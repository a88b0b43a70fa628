using System.Data.Common;

namespace CdcReplicator.Client;

/// <summary>The connections of a session of which it is not known yet what they have seen. Not safe for concurrent use.</summary>
internal sealed class SessionVisits
{
    private readonly List<SessionVisit> _visits = [];

    /// <summary>Adds one. What earlier ones saw at the same node, this one sees too.</summary>
    public void Add(string nodeId, DbConnection connection)
    {
        _visits.RemoveAll(visit => visit.NodeId == nodeId && visit.IsOver);
        _visits.Add(new SessionVisit(nodeId, connection));
    }

    /// <summary>Those at other nodes than the one given.</summary>
    public IReadOnlyList<SessionVisit> Except(string? nodeId) => [.. _visits.Where(visit => visit.NodeId != nodeId)];

    /// <summary>It is known what these have seen.</summary>
    public void Remove(IReadOnlyList<SessionVisit> visits) => _visits.RemoveAll(visit => visits.Contains(visit));
}
