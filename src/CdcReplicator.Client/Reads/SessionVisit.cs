using System.Data;
using System.Data.Common;

namespace CdcReplicator.Client;

/// <summary>A connection of a session to a node.</summary>
internal sealed record SessionVisit(string NodeId, DbConnection Connection)
{
    /// <summary>Whether it is closed and sees nothing more.</summary>
    public bool IsOver => Connection.State is ConnectionState.Closed or ConnectionState.Broken;
}
