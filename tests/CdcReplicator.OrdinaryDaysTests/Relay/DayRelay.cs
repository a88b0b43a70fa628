using System.Net;
using CdcReplicator.ChangeLog;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A relay for PostgreSQL clients before the one PostgreSQL node of a day.</summary>
internal sealed class DayRelay : IAsyncDisposable
{
    private readonly IChangeLog _log;
    private readonly ReadRouter _router;
    private readonly PostgresRelay _relay;
    private readonly IPEndPoint _entry;
    private readonly PostgresDayDatabase _database;

    private DayRelay(
        IChangeLog log,
        ReadRouter router,
        PostgresRelay relay,
        IPEndPoint entry,
        PostgresDayDatabase database
    )
    {
        _log = log;
        _router = router;
        _relay = relay;
        _entry = entry;
        _database = database;
    }

    /// <summary>Clients that it takes for connected.</summary>
    public int Clients => _relay.Clients;

    public static async Task<DayRelay> StartAsync(Day day, PostgresDayDatabase database)
    {
        var log = await day.OpenLogAsync(TimeProvider.System);
        var router = await ReadRouter.StartAsync(
            log,
            new ReadRouterOptions
            {
                WaitTimeout = TimeSpan.FromSeconds(2),
                NodeCredentials = new Dictionary<string, string> { [database.Id] = database.Login },
            },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None
        );
        var relay = PostgresRelay.Start(
            router,
            log.Settings.Log,
            new RelayOptions { Listen = "127.0.0.1:0", DrainTimeout = TimeSpan.FromSeconds(1) },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        return new DayRelay(log, router, relay, (IPEndPoint)day.Bug.Entry(relay.EndPoint), database);
    }

    /// <summary>Connects as a client does.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var wanted = new NpgsqlConnectionStringBuilder(_database.Login)
        {
            Host = _entry.Address.ToString(),
            Port = _entry.Port,
            Pooling = false,
            SslMode = SslMode.Disable,
            Timeout = 5,
        };
        var connection = new NpgsqlConnection(wanted.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _router.DisposeAsync();
        await _log.DisposeAsync();
    }
}
