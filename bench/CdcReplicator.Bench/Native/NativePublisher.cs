using System.Globalization;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>
/// The publishing side of PostgreSQL's own replication: the workload's transactions, executed once, and a slot from
/// before them, of which every run gets a copy.
/// </summary>
internal sealed class NativePublisher(PostgresBench server, Workload workload, long transactions, TimeProvider time)
{
    /// <summary>Name of the publication.</summary>
    public const string Publication = "bench";

    private const string Database = "bench_source";
    private const string FirstSlot = "bench_first";
    private const int TransactionsPerBatch = 500;
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(2);

    /// <summary>The server's process.</summary>
    public int ProcessId => server.ProcessId;

    /// <summary>How a subscriber connects, in libpq's form.</summary>
    public string SubscriberConnection
    {
        get
        {
            var builder = new NpgsqlConnectionStringBuilder(server.ConnectionString(Database));
            return $"host={builder.Host} port={builder.Port} user={builder.Username} password={builder.Password} "
                + $"dbname={Database}";
        }
    }

    /// <summary>
    /// A point in the write-ahead log before the commit of the last transaction and after that of the one before.
    /// </summary>
    public string BeforeLastCommit { get; private set; } = "";

    /// <summary>
    /// Makes the tables with their initial rows, publication and slot, and executes the transactions.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        BenchProgress.Say("Executing the workload on the publisher ...");
        // Prepared at first use, and each statement its own transaction unless BEGIN stands before it: one round trip
        // for a whole batch.
        var settings = ";Max Auto Prepare=100;Auto Prepare Min Usages=1";
        await using var connection = new NpgsqlConnection(server.ConnectionString(Database) + settings);
        await connection.OpenAsync(cancellationToken);
        await using (var lazy = new NpgsqlCommand("SET synchronous_commit = off", connection))
        {
            await lazy.ExecuteNonQueryAsync(cancellationToken);
        }

        await ExecuteAsync(connection, cancellationToken);
        await server.ExecuteAsync(Database, "CHECKPOINT", cancellationToken);
    }

    /// <summary>Makes the publication and a slot to start from, on empty changes.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await server.CreateFromTemplateAsync(Database, cancellationToken);
        await server.ExecuteAsync(Database, $"CREATE PUBLICATION {Publication} FOR ALL TABLES", cancellationToken);
        await server.ExecuteAsync(
            Database,
            $"SELECT pg_create_logical_replication_slot('{FirstSlot}', 'pgoutput')",
            cancellationToken
        );
    }

    /// <summary>Makes a slot that begins before the transactions.</summary>
    public Task CopySlotAsync(string name, CancellationToken cancellationToken) =>
        server.ExecuteAsync(
            Database,
            $"SELECT pg_copy_logical_replication_slot('{FirstSlot}', '{name}')",
            cancellationToken
        );

    /// <summary>Drops a slot.</summary>
    public Task DropSlotAsync(string name, CancellationToken cancellationToken) =>
        server.ExecuteAsync(Database, $"SELECT pg_drop_replication_slot('{name}')", cancellationToken);

    /// <summary>Opens a connection to the publishing database.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        server.OpenAsync(Database, cancellationToken);

    private async Task ExecuteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var saidAt = time.GetTimestamp();
        var number = 0L;
        var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        foreach (var transaction in workload.Transactions(transactions))
        {
            number++;
            if (number == transactions || batch.BatchCommands.Count >= TransactionsPerBatch)
            {
                await FlushAsync(batch, cancellationToken);
            }

            if (number == transactions)
            {
                BeforeLastCommit = await CurrentPointAsync(connection, cancellationToken);
            }

            NativeStatements.Add(batch.BatchCommands, transaction);
            if (time.GetElapsedTime(saidAt) > SayEvery)
            {
                saidAt = time.GetTimestamp();
                BenchProgress.Say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {number:N0} of {transactions:N0} transactions executed"
                    )
                );
            }
        }

        await FlushAsync(batch, cancellationToken);
        await batch.DisposeAsync();
    }

    private static async Task FlushAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            batch.BatchCommands.Clear();
        }
    }

    private static async Task<string> CurrentPointAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT pg_current_wal_insert_lsn()::text", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
