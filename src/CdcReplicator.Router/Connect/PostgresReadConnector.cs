using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.Router;

/// <summary>Opens PostgreSQL connections whose transactions are read-only unless the user changes that on purpose.</summary>
internal sealed class PostgresReadConnector(IReadOnlyDictionary<string, string> credentials, LogId log)
    : INodeReadConnector
{
    // Short, so that a host that does not answer leaves time for the next candidate.
    private const int ConnectTimeoutSeconds = 3;

    // A watching connection is silent for long; without this, one whose server vanished would wait for ever.
    private const int KeepAliveSeconds = 5;
    private const string ReadOnlyOption = "-c default_transaction_read_only=on";

    // Putting one together takes longer than choosing the node.
    private readonly ConcurrentDictionary<(string, string, string), string> _strings = new();

    public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Pooled(member));
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

    public Task<long?> ReadPositionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        PositionQuery.RunAsync(
            connection,
            "SELECT last_applied_sequence FROM cdc_replicator.position WHERE log_id = @log",
            log,
            isPrepared: true,
            cancellationToken
        );

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
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresPositionNews.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Anybody who may connect may notify, so what a notification says is not believed: it only rings.
        while (true)
        {
            if (await ReadPositionAsync(connection, cancellationToken) is { } position)
            {
                yield return position;
            }

            await connection.WaitAsync(cancellationToken);
        }
    }

    public void Forget(MemberStatus member)
    {
        using var connection = new NpgsqlConnection(Pooled(member));
        NpgsqlConnection.ClearPool(connection);
    }

    // The driver keeps a pool for each string, so each node has one.
    private string Pooled(MemberStatus member) =>
        _strings.GetOrAdd((member.NodeId, member.Kind, member.Endpoint), _ => ConnectionString(member));

    internal string ConnectionString(MemberStatus member)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(NodeCredential.For(member, credentials));
            if (PostgresEndpoint.Read(member.Endpoint) is { } endpoint)
            {
                given.Host ??= endpoint.Host;
                given.Database ??= endpoint.Database;
                if (!given.ShouldSerialize("Port"))
                {
                    given.Port = endpoint.Port;
                }
            }

            if (!given.ShouldSerialize("Timeout"))
            {
                given.Timeout = ConnectTimeoutSeconds;
            }

            given.Options = string.IsNullOrEmpty(given.Options) ? ReadOnlyOption : $"{given.Options} {ReadOnlyOption}";
            return given.ConnectionString;
        }
        catch (ArgumentException)
        {
            // The cause's text may quote the string, which may hold a password.
            throw new NodeCannotServeException(
                member.NodeId,
                $"the connection string given for it or for kind '{member.Kind}' is not one of Npgsql.",
                "Correct it in the client's node credentials."
            );
        }
    }
}
