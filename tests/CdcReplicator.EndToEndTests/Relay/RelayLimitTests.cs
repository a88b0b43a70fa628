using System.Diagnostics;
using System.Diagnostics.Metrics;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Clients that are silent, slow, broken or many.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayLimitTests(RelayCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PostgresFact(ownServer: true)]
    public async Task Relay_SilentClient_IsToldAndClosed()
    {
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { StartupTimeout = TimeSpan.FromMilliseconds(300) }
        );
        await using var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendAsync(0, 0, 0, 100);

        Assert.Contains("57P05", await client.ReceiveAllAsync().WaitAsync(Patience), StringComparison.Ordinal);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ThousandsOfSilentClients_DoNotHoldUpAnother()
    {
        const int Clients = 3000;
        await using var relay = await cluster.RelayAsync(new RelayOptions { StartupTimeout = Patience });
        var silent = new List<RawClient>();
        try
        {
            for (var i = 0; i < Clients; i++)
            {
                silent.Add(await RawClient.ConnectAsync(relay.Port));
            }

            await using var connection = await relay.OpenAsync();

            Assert.Equal(1, await connection.AskAsync("SELECT 1"));
            Assert.Equal(Clients + 1, relay.Relay.Clients);
        }
        finally
        {
            foreach (var client in silent)
            {
                await client.DisposeAsync();
            }
        }

        await UntilAsync(() => relay.Relay.Clients == 0);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_TooManyClients_AreToldAndServedOnceThereIsRoom()
    {
        await using var relay = await cluster.RelayAsync(new RelayOptions { MaxConnections = 2 });
        await using var first = await relay.OpenAsync();
        var second = await relay.OpenAsync();

        var error = await Assert.ThrowsAsync<PostgresException>(() => relay.OpenAsync());

        Assert.Equal(PostgresErrorCodes.TooManyConnections, error.SqlState);
        await second.DisposeAsync();
        await UntilAsync(() => relay.Relay.Clients == 1);
        await using var third = await relay.OpenAsync();
        Assert.Equal(1, await third.AskAsync("SELECT 1"));
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientThatReadsNothing_IsNotReadAheadForAndIsClosed()
    {
        await using var relay = await cluster.RelayAsync(new RelayOptions { StallTimeout = TimeSpan.FromSeconds(2) });
        using var bytes = new RelayedBytes();
        await using var connection = await relay.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT repeat('x', 1000) FROM generate_series(1, 1000000)",
            connection.Connection
        );

        var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        await UntilAsync(() => relay.Relay.Clients == 0);

        // What the kernel's buffers of both connections hold, and one read; not the gigabyte.
        Assert.InRange(bytes.ToClients, 1, 64 * 1024 * 1024);
        await Assert.ThrowsAsync<NpgsqlException>(() => reader.DisposeAsync().AsTask());
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientThatReadsSlowly_GetsEverything()
    {
        const int Rows = 20_000;
        await using var relay = await cluster.RelayAsync(new RelayOptions { StallTimeout = TimeSpan.FromSeconds(3) });
        await using var connection = await relay.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT repeat('x', 1000) FROM generate_series(1, {Rows})",
            connection.Connection
        );

        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            Assert.Equal(1000, reader.GetString(0).Length);
            if (rows++ % (Rows / 10) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }

        Assert.Equal(Rows, rows);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_NotPostgres_IsToldWhatIsSpokenHere()
    {
        await using var relay = await cluster.RelayAsync();
        await using var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.Contains("08P01", await client.ReceiveAllAsync().WaitAsync(Patience), StringComparison.Ordinal);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_TlsWithoutAsking_IsAnsweredByAnAlert()
    {
        await using var relay = await cluster.RelayAsync();
        await using var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendAsync(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0);

        Assert.Equal([0x15, 3, 1, 0, 2, 2, 0x28], await client.ReceiveAsync().WaitAsync(Patience));
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_PacketsByteByByteBehindRefusedEncryption_IsServed()
    {
        await using var relay = await cluster.RelayAsync();
        await using var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendAsync(0, 0, 0, 8, 4, 210, 22, 48);
        Assert.Equal("N"u8.ToArray(), await client.ReceiveAsync().WaitAsync(Patience));
        foreach (var one in (byte[])[0, 0, 0, 8, 4, 210, 22, 47])
        {
            await client.SendAsync(one);
            await Task.Yield();
        }

        Assert.Equal("N"u8.ToArray(), await client.ReceiveAsync().WaitAsync(Patience));
        await client.SendSessionAsync("user", RelayCluster.User, "database", RelayCluster.Database);

        // The node asks for a password.
        Assert.Equal((byte)'R', (await client.ReceiveAsync().WaitAsync(Patience))[0]);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not come to that in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private sealed class RelayedBytes : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _toClients;

        public RelayedBytes()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "cdc_replicator.relay.bytes")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(
                (_, value, tags, _) =>
                {
                    if (tags[0].Value is "to-client")
                    {
                        Interlocked.Add(ref _toClients, value);
                    }
                }
            );
            _listener.Start();
        }

        public long ToClients => Interlocked.Read(ref _toClients);

        public void Dispose() => _listener.Dispose();
    }
}
