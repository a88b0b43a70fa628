using System.Data.Common;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A PostgreSQL server, with a link of its own for readers and one for the applier.</summary>
internal sealed class PostgresHistoryNode : HistoryNode
{
    private static readonly TimeSpan SlowDelay = TimeSpan.FromMilliseconds(30);
    private readonly PostgresServer _server;
    private readonly TcpLink _readers;
    private readonly TcpLink _applier;

    private PostgresHistoryNode(string id, PostgresServer server)
        : base(id, NodeKinds.Postgres)
    {
        _server = server;
        (_readers, _applier) = (new TcpLink(server.Port), new TcpLink(server.Port));
    }

    public override string? Credential => Through(_readers);

    protected override string ConnectionString => Through(_applier);

    public static async Task<PostgresHistoryNode> StartAsync(string id)
    {
        // Small, because there are several on a small machine.
        var options = new PostgresServerOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["shared_buffers"] = "16MB",
                ["max_wal_size"] = "64MB",
                // Tables without statistics look large: every read would be compiled, for longer than it takes.
                ["jit"] = "off",
            },
        };
        return new PostgresHistoryNode(
            id,
            await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None)
        );
    }

    public Task KillServerAsync() => _server.KillAsync(CancellationToken.None);

    public Task RestartServerAsync() => _server.RestartAsync(CancellationToken.None);

    public void StopServer() => ProcessSignal.StopTree(_server.ProcessId!.Value);

    public void ContinueServer() => ProcessSignal.ContinueTree(_server.ProcessId!.Value);

    public void Cut(LinkSide side) => ForEach(side, link => link.Cut());

    public void Slow(LinkSide side) => ForEach(side, link => link.Slow(SlowDelay));

    public void Heal() => ForEach(LinkSide.Both, link => link.Heal());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _readers.DisposeAsync();
        await _applier.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private void ForEach(LinkSide side, Action<TcpLink> act)
    {
        if (side.HasFlag(LinkSide.Readers))
        {
            act(_readers);
        }

        if (side.HasFlag(LinkSide.Applier))
        {
            act(_applier);
        }
    }

    private string Through(TcpLink link) =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString())
        {
            Port = link.Port,
            Timeout = 3,
            CommandTimeout = 5,
        }.ConnectionString;
}
