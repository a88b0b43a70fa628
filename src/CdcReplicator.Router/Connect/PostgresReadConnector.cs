using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.Router;

/// <summary>
/// Opens PostgreSQL connections whose transactions are read-only unless the user changes that on purpose.
/// </summary>
internal sealed class PostgresReadConnector(
    IReadOnlyDictionary<string, string> credentials,
    NodeHostList hosts,
    LogId log,
    TimeProvider clock
) : INodeReadConnector
{
    // A watching connection is silent for long; without this, one whose server vanished would wait for ever.
    private const int KeepAliveSeconds = 5;

    private const string Query =
        "SELECT last_applied_sequence, (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint, "
        + "pg_backend_pid() FROM cdc_replicator.position WHERE log_id = @log";

    private readonly PositionWords _words = new(clock);
    private readonly NodeStrings _strings = new("Npgsql", member => PostgresReadString.Of(member, credentials, hosts));

    public Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken) =>
        NodeStrings.OpenAsync(new NpgsqlConnection(ConnectionString(member)), cancellationToken);

    public async Task<long?> ReadPositionAsync(
        MemberStatus member,
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        var askedAt = _words.Now();
        var query = PositionQuery.Make(connection, Query, log);
        await using var ended = query.ConfigureAwait(false);
        // Kept by the driver as long as the physical connection, so this costs a round trip once each.
        await query.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var answer = await query.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var read = answer.ConfigureAwait(false);
        if (!await answer.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var (position, server, process) = (answer.GetInt64(0), answer.GetInt64(1), answer.GetInt32(2));
        var own = (NpgsqlConnection)connection;
        // If a pooler changes servers under a connection, the connection's life proves nothing.
        if (process == own.ProcessID)
        {
            _words.Heard(member.NodeId, own.PostgresParameters, new PositionWord(server, position, askedAt));
        }

        return position;
    }

    public long? PositionHolding(MemberStatus member, DbConnection connection) =>
        _words.Holding(member.NodeId, ((NpgsqlConnection)connection).PostgresParameters);

    public FoundPosition? HeardSince(MemberStatus member, long since) => _words.HeardSince(member.NodeId, since);

    public void Used(DbConnection connection) => _words.Used(((NpgsqlConnection)connection).PostgresParameters);

    public long RunsSince(MemberStatus member) => _words.RunsSince(member.NodeId);

    public async IAsyncEnumerable<long> WatchAsync(
        MemberStatus member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString(member))
        {
            // Nothing may be left listening on a connection that others get.
            Pooling = false,
            KeepAlive = KeepAliveSeconds,
            ApplicationName = "cdc-replicator/watch",
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await using var closing = connection.ConfigureAwait(false);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        var listen = new NpgsqlCommand($"LISTEN {PostgresPositionNews.Channel}", connection);
        await using (listen.ConfigureAwait(false))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        // Anybody who may connect may notify, so what a notification says is not believed: it only rings.
        while (true)
        {
            if (await ReadPositionAsync(member, connection, cancellationToken).ConfigureAwait(false) is { } position)
            {
                yield return position;
            }

            await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Forget(MemberStatus member)
    {
        _words.Forget(member.NodeId);
        using var connection = new NpgsqlConnection(ConnectionString(member));
        NpgsqlConnection.ClearPool(connection);
    }

    internal string ConnectionString(MemberStatus member) => _strings.Of(member);
}
