using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>The server and all ways to it: a cluster of one node for ours, composed as a user would.</summary>
internal sealed class RelayParty(CommandFolder folder, bool isEncrypted, TimeProvider time) : IAsyncDisposable
{
    private const string Database = "postgres";
    private const string NodeId = "a";
    private const int MaxConnections = 1100;

    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>Starts everything; the server's connection string and the contenders.</summary>
    public async Task<(string Server, IReadOnlyList<RelayContender> Contenders)> GatherAsync(
        CancellationToken cancellationToken
    )
    {
        BenchProgress.Say("Starting PostgreSQL, HAProxy, PgBouncer, an applier and route ...");
        var settings = new Dictionary<string, string> { ["shared_buffers"] = "1GB" };
        if (isEncrypted)
        {
            // In the server's own folder, which is made its account's.
            var certificate = ServerCertificate.Create(Below("postgres"), time);
            settings["ssl"] = "on";
            settings["ssl_cert_file"] = certificate.File;
            settings["ssl_key_file"] = certificate.Key;
        }

        var postgres = Own(
            await PostgresServer.StartAsync(
                new PostgresServerOptions
                {
                    Folder = Below("postgres"),
                    MaxConnections = MaxConnections,
                    Settings = settings,
                },
                time,
                cancellationToken
            )
        );
        var server = postgres.ConnectionString(Database);
        var haproxy = Own(await PostgresProxy.StartHaproxyAsync(server, Below("haproxy"), time, cancellationToken));
        var bouncer = Own(
            await PostgresProxy.StartPgBouncerAsync(server, Below("pgbouncer"), isEncrypted, time, cancellationToken)
        );
        var route = await StartRouteAsync(server, cancellationToken);
        return (
            server,
            [
                new(RelayContender.Direct, postgres.Port, null),
                new(RelayContender.Haproxy, haproxy.Port, haproxy.ProcessId),
                new(RelayContender.PgBouncer, bouncer.Port, bouncer.ProcessId),
                route,
            ]
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_owned))
        {
            await server.DisposeAsync();
        }
    }

    private async Task<RelayContender> StartRouteAsync(string server, CancellationToken cancellationToken)
    {
        var log = $"embedded:{Path.Combine(folder.Path, "log.db")}";
        await using (
            await ChangeLogFactory.OpenAsync(
                ChangeLogUri.Parse(log),
                new ChangeLogOptions { CreateIfMissing = true },
                time,
                NullLoggerFactory.Instance,
                cancellationToken
            )
        ) { }

        var node = new NodeOptions
        {
            Id = NodeId,
            Kind = NodeKinds.Postgres,
            ConnectionString = server,
        };
        var applier = Own(ReplicatorProcess.Applier(folder.Appliers, log, node));
        await applier.StartAsync();
        var port = FreePorts.Take(1)[0];
        var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var route = Own(
            new ReplicatorProcess(
                Path.Combine(folder.Path, "route.log"),
                [
                    "route",
                    "--log",
                    log,
                    "--listen",
                    listen,
                    .. isEncrypted ? await RouteEncryption.WriteAsync(folder, time, cancellationToken) : [],
                ]
            )
        );
        await route.StartAsync();
        await RoutePort.WaitUntilOpenAsync(port, route, time, cancellationToken);
        return new RelayContender(RelayContender.Ours, port, route.ProcessId);
    }

    private string Below(string name) => Path.Combine(folder.Path, name);

    private T Own<T>(T server)
        where T : IAsyncDisposable
    {
        _owned.Add(server);
        return server;
    }
}
