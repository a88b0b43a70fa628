using Microsoft.Data.Sqlite;

namespace CdcReplicator.Bench;

/// <summary>SQLite files of a workload.</summary>
internal static class SqliteBench
{
    private const int RowsPerTransaction = 10_000;

    /// <summary>The address of a file; connections are not pooled, since files come and go.</summary>
    public static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;

    /// <summary>
    /// Makes a file with the workload's tables and the rows, and leaves nothing in its write-ahead log.
    /// </summary>
    public static async Task CreateAsync(
        string file,
        Workload workload,
        IEnumerable<WorkloadRow> rows,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(file, cancellationToken);
        Execute(connection, string.Concat(workload.Tables.Select(table => table.Ddl())));
        Insert(connection, rows, cancellationToken);
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Opens a file with the settings a node uses; makes it if it is not there.</summary>
    public static async Task<SqliteConnection> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(file));
        await connection.OpenAsync(cancellationToken);
        Execute(
            connection,
            "PRAGMA journal_mode = WAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; "
                + "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF"
        );
        return connection;
    }

    /// <summary>Inserts by prepared statements, 10,000 rows a transaction.</summary>
    public static void Insert(
        SqliteConnection connection,
        IEnumerable<WorkloadRow> rows,
        CancellationToken cancellationToken
    )
    {
        using var inserts = new SqliteInserts(connection);
        Insert(connection, rows, inserts.Insert, cancellationToken);
    }

    /// <summary>Inserts in whatever way, 10,000 rows a transaction.</summary>
    public static void Insert(
        SqliteConnection connection,
        IEnumerable<WorkloadRow> rows,
        Action<WorkloadRow> insert,
        CancellationToken cancellationToken
    )
    {
        var open = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (open == 0)
            {
                Execute(connection, "BEGIN IMMEDIATE");
            }

            insert(row);
            open = (open + 1) % RowsPerTransaction;
            if (open == 0)
            {
                Execute(connection, "COMMIT");
            }
        }

        if (open > 0)
        {
            Execute(connection, "COMMIT");
        }
    }

    /// <summary>Deletes a file with what SQLite keeps beside it.</summary>
    public static void Delete(string file)
    {
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
        {
            File.Delete(path);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
