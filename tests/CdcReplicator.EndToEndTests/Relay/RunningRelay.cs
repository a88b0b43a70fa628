using System.Net;
using CdcReplicator.Router;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>A relay and its router.</summary>
internal sealed class RunningRelay(ReadRouter router, PostgresRelay relay) : IAsyncDisposable
{
    public PostgresRelay Relay => relay;

    public int Port => ((IPEndPoint)relay.EndPoint).Port;

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = RelayCluster.Database,
            Username = RelayCluster.User,
            Password = RelayCluster.Password,
            Pooling = false,
            Timeout = 30,
        }.ConnectionString;

    /// <summary>A connection and the node it was relayed to.</summary>
    public async Task<RelayedConnection> OpenAsync(string? options = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Options = options };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SHOW cdc.node", connection);
            return new RelayedConnection(connection, (string)(await command.ExecuteScalarAsync())!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connections until one to each node is there.</summary>
    public async Task<(RelayedConnection A, RelayedConnection B)> OpenBothAsync()
    {
        var first = await OpenAsync();
        while (true)
        {
            var other = await OpenAsync();
            if (other.Node != first.Node)
            {
                return first.Node == "a" ? (first, other) : (other, first);
            }

            await other.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await relay.DisposeAsync();
        await router.DisposeAsync();
    }
}
