using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>
/// A PostgreSQL server whose reads take as long as it is told; the time passes in the server, as that of a query does.
/// </summary>
internal sealed class BalanceNode(string id, PostgresServer server, string password)
{
    /// <summary>The read: returns when the node's time has passed.</summary>
    public const string Read = "SELECT bench_read()";

    private const string Definition = """
        CREATE TABLE bench_speed (seconds float8, cold_seconds float8, cold_until timestamptz);
        INSERT INTO bench_speed VALUES (0, 0, '-infinity');
        CREATE FUNCTION bench_read() RETURNS void LANGUAGE sql VOLATILE AS
        'SELECT pg_sleep(CASE WHEN clock_timestamp() < cold_until THEN cold_seconds ELSE seconds END) FROM bench_speed'
        """;

    private const string Login = "bench";

    private volatile bool _isMember = true;

    public string Id => id;

    /// <summary>Where it is reached, with the login.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString())
        {
            Username = Login,
            Password = password,
        }.ConnectionString;

    public int Port => server.Port;

    /// <summary>Whether the cluster counts it in.</summary>
    public bool IsMember
    {
        get => _isMember;
        set => _isMember = value;
    }

    /// <summary>What its applier would publish.</summary>
    public MemberStatus Status =>
        new()
        {
            NodeId = id,
            Kind = NodeKinds.Postgres,
            Endpoint = $"postgres://127.0.0.1:{server.Port}/postgres",
            ApplierId = id,
            State = NodeState.Active,
            LastAppliedSequence = 0,
            RestartOffset = 1,
            LogEndOffset = 1,
        };

    public Task PrepareAsync(CancellationToken cancellationToken) =>
        ExecuteAsync(
            $"{Definition}; CREATE ROLE {Login} LOGIN PASSWORD '{password}' IN ROLE pg_read_all_data",
            cancellationToken
        );

    /// <summary>Sets how long reads take, warm and, for a while from now on, cold.</summary>
    public Task SetSpeedAsync(TimeSpan warm, TimeSpan cold, TimeSpan coldFor, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "UPDATE bench_speed SET seconds = $1, cold_seconds = $2, cold_until = clock_timestamp() + $3",
            cancellationToken,
            warm.TotalSeconds,
            cold.TotalSeconds,
            coldFor
        );

    /// <summary>Stops the server: connecting is refused at once.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => server.KillAsync(cancellationToken);

    /// <summary>Starts a stopped server again.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!server.IsRunning)
        {
            await server.RestartAsync(cancellationToken);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
