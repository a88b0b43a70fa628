using System.Data.Common;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Router;

/// <summary>Which kind of node gives which class of connection.</summary>
internal static class ConnectionKinds
{
    /// <summary>
    /// The kind of node whose connections are of a class; null for <see cref="DbConnection"/>, which all are.
    /// </summary>
    /// <exception cref="NotSupportedException">No node gives connections of the class.</exception>
    public static string? Of<TConnection>()
        where TConnection : DbConnection =>
        typeof(TConnection) == typeof(DbConnection) ? null
        : typeof(TConnection) == typeof(NpgsqlConnection) ? NodeKinds.Postgres
        : typeof(TConnection) == typeof(SqliteConnection) ? NodeKinds.Sqlite
        : throw new NotSupportedException(
            $"No node gives connections of class {typeof(TConnection)}; ask for {nameof(NpgsqlConnection)}, "
                + $"{nameof(SqliteConnection)} or {nameof(DbConnection)}."
        );
}
