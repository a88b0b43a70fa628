using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Clients that speak TLS to the relay.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayTlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    private readonly RelayCluster _cluster;
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly TestCertificate _certificate;

    public RelayTlsTests(RelayCluster cluster)
    {
        _cluster = cluster;
        _authority = new TestAuthority(_folder.Path, "authority");
        _certificate = _authority.Issue("relay", "localhost");
    }

    private RelayOptions Options => new() { TlsCertificate = _certificate.File, TlsKey = _certificate.Key };

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [PostgresToolFact("psql")]
    public async Task Psql_VerifyFull_IsServedUnlessNameOrAuthorityIsWrong()
    {
        using var strange = new TestAuthority(_folder.Path, "strange");
        await using var relay = await _cluster.RelayAsync(Options);

        var served = await PsqlAsync(relay, "localhost", "verify-full", _authority.OwnFile);
        var misnamed = await PsqlAsync(relay, "127.0.0.1", "verify-full", _authority.OwnFile);
        var unknown = await PsqlAsync(relay, "localhost", "verify-ca", strange.OwnFile);

        Assert.True(served.Code == 0, served.Errors);
        Assert.Contains("SSL connection", served.Output, StringComparison.Ordinal);
        Assert.Contains("42", served.Output, StringComparison.Ordinal);
        Assert.Contains("does not match host name", misnamed.Errors, StringComparison.Ordinal);
        Assert.Contains("certificate verify failed", unknown.Errors, StringComparison.Ordinal);
    }

    [PostgresToolFact("psql")]
    public async Task Psql_TlsRequired_ClearTextIsRefusedByName()
    {
        await using var strict = await _cluster.RelayAsync(Options with { TlsRequired = true });
        await using var lax = await _cluster.RelayAsync(Options);

        var refused = await PsqlAsync(strict, "localhost", "disable", "");
        var served = await PsqlAsync(lax, "localhost", "disable", "");
        var encrypted = await PsqlAsync(strict, "localhost", "require", "");

        Assert.Contains("TlsRequired", refused.Errors, StringComparison.Ordinal);
        Assert.True(served.Code == 0, served.Errors);
        Assert.True(encrypted.Code == 0, encrypted.Errors);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_TlsRequired_ClearTextIsRefusedWith28000()
    {
        await using var relay = await _cluster.RelayAsync(Options with { TlsRequired = true });

        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            OpenAsync(relay, settings => settings.SslMode = SslMode.Disable)
        );

        Assert.Equal(PostgresErrorCodes.InvalidAuthorizationSpecification, error.SqlState);
    }

    [PostgresFact(ownServer: true)]
    public async Task Npgsql_DirectTls_IsServed()
    {
        await using var relay = await _cluster.RelayAsync(Options);

        await using var connection = await OpenAsync(
            relay,
            settings => settings.SslNegotiation = SslNegotiation.Direct
        );

        Assert.Equal(42, await connection.AskAsync("SELECT 42"));
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_DirectTlsWithoutAlpn_IsRefused()
    {
        await using var relay = await _cluster.RelayAsync(Options);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, relay.Port);
        await using var stream = new SslStream(
            new NetworkStream(socket),
            false,
            (_, certificate, _, _) => certificate is not null
        );
        await stream.AuthenticateAsClientAsync("localhost");

        using var reader = new StreamReader(stream);
        var told = await reader.ReadToEndAsync().WaitAsync(Patience);

        Assert.Contains("08P01", told, StringComparison.Ordinal);
        Assert.Contains("ALPN", told, StringComparison.Ordinal);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_BytesBehindTheRequestForTls_AreRefused()
    {
        await using var relay = await _cluster.RelayAsync(Options);
        await using var client = await RawClient.ConnectAsync(relay.Port);

        await client.SendAsync([.. SslRequest, 0, 0, 0, 9, 0, 3, 0, 0, 0]);

        var told = await client.ReceiveAllAsync().WaitAsync(Patience);
        Assert.StartsWith("E", told, StringComparison.Ordinal);
        Assert.Contains("08P01", told, StringComparison.Ordinal);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_GarbageInsteadOfAHandshake_EndsThatClientOnly()
    {
        await using var relay = await _cluster.RelayAsync(Options);
        await using var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendAsync(SslRequest);
        Assert.Equal("S"u8.ToArray(), await client.ReceiveAsync().WaitAsync(Patience));
        await client.SendAsync(new byte[2000]);
        await client.ReceiveAllAsync().WaitAsync(Patience);
        await client.DisposeAsync();

        await UntilAsync(() => relay.Relay.Clients == 0);
        await using var other = await OpenAsync(relay);
        Assert.Equal(1, await other.AskAsync("SELECT 1"));
    }

    [PostgresFact(ownServer: true)]
    public async Task Npgsql_LargeResultsAndParameters_ArriveWhole()
    {
        const int Rows = 100_000;
        await using var relay = await _cluster.RelayAsync(Options);
        await using var connection = await OpenAsync(relay);
        var sent = new string('x', 3_000_000) + "y";

        await using var echo = new NpgsqlCommand("SELECT $1::text", connection.Connection);
        echo.Parameters.Add(new NpgsqlParameter { Value = sent });
        var received = (string)(await echo.ExecuteScalarAsync())!;
        await using var many = new NpgsqlCommand(
            $"SELECT i, repeat(i::text, 20) FROM generate_series(1, {Rows}) i",
            connection.Connection
        );
        var rows = 0;
        await using var reader = await many.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows++;
            Assert.Equal(rows, reader.GetInt32(0));
            if (rows % (Rows / 10) == 0)
            {
                // Slower than the node, so that the relay has to hold back.
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        Assert.Equal(sent, received);
        Assert.Equal(Rows, rows);
    }

    [PostgresFact(ownServer: true)]
    public async Task Npgsql_Cancel_ReachesTheNode()
    {
        await using var relay = await _cluster.RelayAsync(Options with { TlsRequired = true });
        await using var connection = await OpenAsync(relay);
        await using var command = new NpgsqlCommand("SELECT pg_sleep(300)", connection.Connection);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            command.ExecuteNonQueryAsync(stop.Token).WaitAsync(Patience)
        );

        var cause = Assert.IsType<PostgresException>(error.InnerException);
        Assert.Equal(PostgresErrorCodes.QueryCanceled, cause.SqlState);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_CertificateRenewed_NewClientsSeeItAndABadOneIsNotTaken()
    {
        await using var relay = await _cluster.RelayAsync(Options);
        var before = await SeenAsync(relay);
        await using var old = await OpenAsync(relay);

        var renewed = _authority.Issue("relay", "localhost");
        await UntilAsync(async () => await SeenAsync(relay) == renewed.Thumbprint);
        using var log = new LogLines();
        await using var second = await _cluster.RelayAsync(Options, loggers: log);
        await File.WriteAllTextAsync(_certificate.Key, "no key");
        await UntilAsync(() => log.Written.Any(line => line.Contains("cannot be used", StringComparison.Ordinal)));

        Assert.Equal(_certificate.Thumbprint, before);
        Assert.Equal(renewed.Thumbprint, await SeenAsync(second));
        Assert.Equal(1, await old.AskAsync("SELECT 1"));
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientAuthority_OnlyClientsWithItsCertificateAreServed()
    {
        using var strange = new TestAuthority(_folder.Path, "strange");
        var known = _authority.Issue("known", "a client");
        var unknown = strange.Issue("unknown", "a client");
        await using var relay = await _cluster.RelayAsync(
            Options with
            {
                TlsRequired = true,
                TlsClientCa = _authority.OwnFile,
            }
        );

        await using var served = await OpenAsync(relay, settings => Show(settings, known));
        Assert.Equal(1, await served.AskAsync("SELECT 1"));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => OpenAsync(relay));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => OpenAsync(relay, settings => Show(settings, unknown)));

        static void Show(NpgsqlConnectionStringBuilder settings, TestCertificate certificate) =>
            (settings.SslCertificate, settings.SslKey) = (certificate.File, certificate.Key);
    }

    [PostgresFact(ownServer: true)]
    [UnsupportedOSPlatform("windows")]
    public async Task Relay_CertificateThatCannotBeUsed_IsRefusedAtStart()
    {
        var other = _authority.Issue("other", "localhost");
        var open = _authority.Issue("open", "localhost");
        File.SetUnixFileMode(open.Key, (UnixFileMode)0b110_100_100);

        await RefusedAsync("not that of the certificate", Options with { TlsKey = other.Key });
        await RefusedAsync("nowhere.crt", Options with { TlsCertificate = _folder.At("nowhere.crt") });
        await RefusedAsync("chmod 600", new RelayOptions { TlsCertificate = open.File, TlsKey = open.Key });
    }

    private async Task RefusedAsync(string expected, RelayOptions options)
    {
        var error = await Assert.ThrowsAsync<ReplicationException>(() => _cluster.RelayAsync(options));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Task<CliResult> PsqlAsync(RunningRelay relay, string host, string mode, string root) =>
        ClientProgram.RunAsync(
            relay.Port,
            new Dictionary<string, string>
            {
                ["PGHOST"] = host,
                ["PGSSLMODE"] = mode,
                ["PGSSLROOTCERT"] = root,
            },
            "psql",
            "-Atc",
            "\\conninfo",
            "-c",
            "SELECT 6 * 7"
        );

    private static async Task<RelayedConnection> OpenAsync(
        RunningRelay relay,
        Action<NpgsqlConnectionStringBuilder>? change = null
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(relay.ConnectionString) { SslMode = SslMode.Require };
        change?.Invoke(settings);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return new RelayedConnection(connection, "");
    }

    private static async Task<string?> SeenAsync(RunningRelay relay)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, relay.Port);
        var seen = default(string);
        await using var stream = new SslStream(
            new NetworkStream(socket),
            false,
            (_, certificate, _, _) =>
            {
                seen = certificate!.GetCertHashString();
                return seen.Length > 0;
            }
        );
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [new SslApplicationProtocol("postgresql")],
        };
        await stream.AuthenticateAsClientAsync(options);
        return seen;
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not come to that in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
