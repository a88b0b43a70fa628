using System.Data;
using System.Data.Common;
using Npgsql;

namespace CdcReplicator.Router;

/// <summary>
/// Ties a lease to a connection: it ends when the connection is closed, and a connection that broke counts as a failure
/// of the node.
/// </summary>
internal static class LeasedConnection
{
    public static void Attach(DbConnection connection, NodeLease lease)
    {
        connection.StateChange += Changed;

        void Changed(object sender, StateChangeEventArgs change)
        {
            if (change.CurrentState is not (ConnectionState.Closed or ConnectionState.Broken))
            {
                return;
            }

            connection.StateChange -= Changed;
            if (IsBroken(connection, change))
            {
                lease.ReportFailure();
            }

            lease.Dispose();
        }
    }

    // Npgsql reports a broken connection as closed.
    private static bool IsBroken(DbConnection connection, StateChangeEventArgs change) =>
        change.CurrentState == ConnectionState.Broken
        || (connection is NpgsqlConnection npgsql && npgsql.FullState.HasFlag(ConnectionState.Broken));
}
