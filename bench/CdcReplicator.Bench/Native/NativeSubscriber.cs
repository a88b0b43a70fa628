using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>
/// A subscription of PostgreSQL's own replication in a fresh database, tuned: binary, streaming, no waiting for its own
/// disk.
/// </summary>
internal sealed class NativeSubscriber(PostgresBench server, NativePublisher publisher, string slot)
{
    /// <summary>Name of its database.</summary>
    public const string Database = "bench_subscriber";

    private const string Subscription = "bench";

    /// <summary>Makes database, slot and subscription; nothing flows yet.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await server.CreateFromTemplateAsync(Database, cancellationToken);
        await publisher.CopySlotAsync(slot, cancellationToken);
        await server.ExecuteAsync(
            Database,
            $"""
            CREATE SUBSCRIPTION {Subscription} CONNECTION '{publisher.SubscriberConnection}'
            PUBLICATION {NativePublisher.Publication}
            WITH (create_slot = false, slot_name = '{slot}', enabled = false, copy_data = false,
                  binary = true, streaming = on, synchronous_commit = off)
            """,
            cancellationToken
        );
    }

    /// <summary>Lets it flow.</summary>
    public Task EnableAsync(CancellationToken cancellationToken) =>
        server.ExecuteAsync(Database, $"ALTER SUBSCRIPTION {Subscription} ENABLE", cancellationToken);

    /// <summary>Whether the process that applies is there.</summary>
    public static Task<bool> IsRunningAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        AskAsync(
            connection,
            $"SELECT count(pid) > 0 FROM pg_stat_subscription WHERE subname = '{Subscription}'",
            cancellationToken
        );

    /// <summary>Whether it has committed something after a point of the publisher's write-ahead log.</summary>
    public static Task<bool> HasPassedAsync(
        NpgsqlConnection connection,
        string point,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            connection,
            $"""
            SELECT coalesce(pg_replication_origin_progress('pg_' || oid, false) > '{point}'::pg_lsn, false)
            FROM pg_subscription WHERE subname = '{Subscription}'
            """,
            cancellationToken
        );

    /// <summary>Throws if applying has failed; PostgreSQL itself would try again for ever.</summary>
    /// <exception cref="LocalServerException">It has.</exception>
    public static async Task RequireHealthyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var failed = $"SELECT apply_error_count > 0 FROM pg_stat_subscription_stats WHERE subname = '{Subscription}'";
        if (await AskAsync(connection, failed, cancellationToken))
        {
            throw new LocalServerException(
                "PostgreSQL's own replication failed to apply the workload.",
                "Run again with --keep and read the subscriber's server.log."
            );
        }
    }

    /// <summary>Ends it, and gives back database and slot.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        await server.ExecuteAsync(Database, $"ALTER SUBSCRIPTION {Subscription} DISABLE", cancellationToken);
        await server.ExecuteAsync(
            Database,
            $"ALTER SUBSCRIPTION {Subscription} SET (slot_name = NONE)",
            cancellationToken
        );
        await server.ExecuteAsync(Database, $"DROP SUBSCRIPTION {Subscription}", cancellationToken);
        await server.DropAsync(Database, cancellationToken);
        await publisher.DropSlotAsync(slot, cancellationToken);
    }

    private static async Task<bool> AskAsync(
        NpgsqlConnection connection,
        string question,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
