using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Finds what is wrong with a connection string, without showing it: it may hold a secret.</summary>
internal static class ConnectionStringProblem
{
    /// <summary>The problem, or null.</summary>
    public static string? Find(string kind, string connectionString)
    {
        try
        {
            return kind == NodeKinds.Postgres
                ? new NpgsqlConnectionStringBuilder(connectionString).Host is null
                    ? "The connection string of a PostgreSQL node names no Host."
                    : null
                : Of(new SqliteConnectionStringBuilder(connectionString));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return $"The connection string of a {kind} node cannot be read; check its keywords.";
        }
    }

    private static string? Of(SqliteConnectionStringBuilder builder) =>
        builder.DataSource.Length == 0 ? "The connection string of a SQLite node names no Data Source."
        : builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory
            ? "A SQLite node must be a file; memory is gone with its process."
        : null;
}
