using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>
/// Databases of one throwaway server. What every run begins with is made once, as a template: tables, initial rows,
/// statistics.
/// </summary>
internal sealed class PostgresBench(PostgresServer server)
{
    private const string Template = "bench_template";

    /// <summary>The server's process, whose tree is metered.</summary>
    public int ProcessId => server.ProcessId ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>
    /// The address of a database; connections are not pooled, since templates and dropped databases allow none to
    /// linger.
    /// </summary>
    public string ConnectionString(string database) => server.ConnectionString(database) + ";Pooling=false";

    /// <summary>Makes the template.</summary>
    public async Task PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        await CreateAsync(Template, workload, cancellationToken);
        await CopyAsync(Template, workload.SeedRows(), cancellationToken);
        await ExecuteAsync(Template, "VACUUM (FREEZE, ANALYZE)", cancellationToken);
    }

    /// <summary>Makes an empty database.</summary>
    public async Task CreateEmptyAsync(string database, CancellationToken cancellationToken)
    {
        await server.DropDatabaseAsync(database, cancellationToken);
        await server.CreateDatabaseAsync(database, cancellationToken);
    }

    /// <summary>Makes a database with the workload's empty tables.</summary>
    public async Task CreateAsync(string database, Workload workload, CancellationToken cancellationToken)
    {
        await server.DropDatabaseAsync(database, cancellationToken);
        await server.CreateDatabaseAsync(database, cancellationToken);
        await ExecuteAsync(database, string.Concat(workload.Tables.Select(table => table.Ddl())), cancellationToken);
    }

    /// <summary>
    /// Makes a database as the template is, and settles the server: what was written before is not paid for by the next
    /// run.
    /// </summary>
    public async Task CreateFromTemplateAsync(string database, CancellationToken cancellationToken)
    {
        await server.DropDatabaseAsync(database, cancellationToken);
        await ExecuteAsync("postgres", $"CREATE DATABASE {database} TEMPLATE {Template}", cancellationToken);
        await ExecuteAsync("postgres", "CHECKPOINT", cancellationToken);
    }

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public Task DropAsync(string database, CancellationToken cancellationToken) =>
        server.DropDatabaseAsync(database, cancellationToken);

    /// <summary>Copies rows in, one COPY a chunk.</summary>
    public async Task CopyAsync(string database, IEnumerable<WorkloadRow> rows, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        // Chunks of a referencing table may come before those of the referenced one.
        await using (var lenient = new NpgsqlCommand("SET session_replication_role = replica", connection))
        {
            await lenient.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var (table, chunk) in RowChunks.Of(rows))
        {
            await CopyAsync(connection, table, chunk, cancellationToken);
        }
    }

    /// <summary>
    /// Copies rows of one table in by one binary COPY; not asynchronously value by value, which would cost more than
    /// the values.
    /// </summary>
    public static async Task CopyAsync(
        NpgsqlConnection connection,
        BenchTable table,
        IReadOnlyList<WorkloadRow> rows,
        CancellationToken cancellationToken
    )
    {
        var columns = table.Definition.Columns;
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table.Name} ({string.Join(", ", columns.Select(column => column.Name))}) FROM STDIN "
                + "(FORMAT BINARY)",
            cancellationToken
        );
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            copy.StartRow();
            for (var i = 0; i < columns.Count; i++)
            {
                PostgresValues.Write(copy, row.Values[i], columns[i].Type.Kind);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Opens a connection.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
