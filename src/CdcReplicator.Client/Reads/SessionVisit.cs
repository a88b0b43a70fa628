using System.Data;
using System.Data.Common;

namespace CdcReplicator.Client;

/// <summary>A connection of a session to a node.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="Connection">The connection.</param>
internal sealed record SessionVisit(string NodeId, long OpenedAt, DbConnection Connection)
{
    /// <summary>Whether it is closed and sees nothing more.</summary>
    public bool IsOver => Connection.State is ConnectionState.Closed or ConnectionState.Broken;
}
