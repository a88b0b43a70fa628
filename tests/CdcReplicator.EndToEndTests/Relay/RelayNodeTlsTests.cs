using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>TLS from the relay to its nodes, and logins over one or two connections with TLS.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayNodeTlsTests : IDisposable
{
    private const string NodeHost = "127.0.0.1";
    private const string IsEncrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    private readonly RelayCluster _cluster;
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly TestCertificate _ofNodes;
    private readonly TestCertificate _ofRelay;

    public RelayNodeTlsTests(RelayCluster cluster)
    {
        _cluster = cluster;
        _authority = new TestAuthority(_folder.Path, "authority");
        _ofNodes = _authority.Issue("nodes", NodeHost);
        _ofRelay = _authority.Issue("relay", "localhost");
    }

    private string Verified => $"SSL Mode=VerifyFull;Root Certificate={_authority.OwnFile}";

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [PostgresToolFact("psql")]
    public async Task Relay_TlsToNodes_IsUsedWhereItIsAskedFor()
    {
        await using var nodes = await EncryptedNodes.StartAsync(_cluster, _ofNodes);
        await using var encrypting = await _cluster.RelayAsync(toNodes: Verified);
        await using var plain = await _cluster.RelayAsync();

        var encrypted = await ClientProgram.RunAsync(encrypting.Port, "psql", "-Atc", IsEncrypted);
        var clear = await ClientProgram.RunAsync(plain.Port, "psql", "-Atc", IsEncrypted);

        Assert.True(encrypted.Code == 0, encrypted.Errors);
        Assert.Equal("t\n", encrypted.Output);
        Assert.Equal("f\n", clear.Output);
    }

    [PostgresToolFact("psql")]
    public async Task Relay_NodeWithoutTls_GetsNoLoginOfAClient()
    {
        await using var relay = await _cluster.RelayAsync(waitTimeout: Short, toNodes: "SSL Mode=Require");

        var result = await ClientProgram.RunAsync(relay.Port, "psql", "-Atc", "SELECT 1");

        Assert.NotEqual(0, result.Code);
        Assert.Contains("asks for TLS, and its server speaks none", result.Errors, StringComparison.Ordinal);
    }

    [PostgresToolFact("psql")]
    public async Task Relay_NodeWithAWrongCertificate_GetsNoLoginOfAClient()
    {
        using var strange = new TestAuthority(_folder.Path, "strange");
        var misnamed = _authority.Issue("misnamed", "db.example");
        await using var nodes = await EncryptedNodes.StartAsync(_cluster, misnamed);
        await using var full = await _cluster.RelayAsync(waitTimeout: Short, toNodes: Verified);
        await using var authority = await _cluster.RelayAsync(
            toNodes: $"SSL Mode=VerifyCA;Root Certificate={_authority.OwnFile}"
        );
        await using var stranger = await _cluster.RelayAsync(
            waitTimeout: Short,
            toNodes: $"SSL Mode=VerifyCA;Root Certificate={strange.OwnFile}"
        );
        await using var missing = await _cluster.RelayAsync(
            waitTimeout: Short,
            toNodes: "SSL Mode=VerifyCA;Root Certificate=/nowhere.crt"
        );

        await RefusedAsync("IP address mismatch", full);
        await RefusedAsync("certificate verify failed", stranger);
        await RefusedAsync("/nowhere.crt", missing);
        var served = await ClientProgram.RunAsync(authority.Port, "psql", "-Atc", IsEncrypted);
        Assert.Equal("t\n", served.Output);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_TlsOnBothSides_PassesEverythingAndCancels()
    {
        const int Rows = 100_000;
        await using var nodes = await EncryptedNodes.StartAsync(_cluster, _ofNodes);
        await using var relay = await _cluster.RelayAsync(Tls(_ofNodes), toNodes: Verified);
        await using var connection = await OpenAsync(relay, isEncrypted: true, ChannelBinding.Require);

        await using var many = new NpgsqlCommand(
            $"SELECT repeat('x', 200) FROM generate_series(1, {Rows})",
            connection.Connection
        );
        var rows = 0;
        await using (var reader = await many.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows++;
            }
        }

        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(300)", connection.Connection);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            sleep.ExecuteNonQueryAsync(stop.Token).WaitAsync(Patience)
        );

        Assert.Equal(Rows, rows);
        Assert.IsType<PostgresException>(error.InnerException);
    }

    // Who can log in, by the table in Relay/DESIGN.md; null where it works, else what the relay says.
    [PostgresToolFact("psql")]
    public async Task Login_EachCombinationOfTls_WorksOrNamesTheSetting()
    {
        const string NotBound = "channel_binding=disable";
        await using var nodes = await EncryptedNodes.StartAsync(_cluster, _ofNodes);
        await using var front = await _cluster.RelayAsync(Tls(_ofRelay));
        await using var back = await _cluster.RelayAsync(Tls(_ofRelay), toNodes: Verified);
        await using var same = await _cluster.RelayAsync(Tls(_ofNodes), toNodes: Verified);

        // libpq: the default, then without channel binding, then with it.
        await PsqlAsync(front, "disable", "prefer", null);
        await PsqlAsync(front, "require", "prefer", null);
        await PsqlAsync(front, "require", "disable", null);
        await PsqlAsync(front, "require", "require", "channel binding is required");
        await PsqlAsync(back, "disable", "prefer", null);
        await PsqlAsync(back, "disable", "disable", null);
        await PsqlAsync(back, "require", "prefer", NotBound);
        await PsqlAsync(back, "require", "disable", null);
        await PsqlAsync(back, "require", "require", NotBound);
        await PsqlAsync(same, "disable", "prefer", null);
        await PsqlAsync(same, "require", "prefer", null);
        await PsqlAsync(same, "require", "disable", null);
        await PsqlAsync(same, "require", "require", null);

        await NpgsqlAsync(front, isEncrypted: false, ChannelBinding.Prefer, null);
        await NpgsqlAsync(front, isEncrypted: true, ChannelBinding.Prefer, null);
        await NpgsqlAsync(front, isEncrypted: true, ChannelBinding.Disable, null);
        await NpgsqlAsync(back, isEncrypted: false, ChannelBinding.Prefer, NotBound);
        await NpgsqlAsync(back, isEncrypted: true, ChannelBinding.Prefer, NotBound);
        await NpgsqlAsync(back, isEncrypted: true, ChannelBinding.Disable, null);
        await NpgsqlAsync(same, isEncrypted: true, ChannelBinding.Prefer, null);
        await NpgsqlAsync(same, isEncrypted: true, ChannelBinding.Disable, null);
        await NpgsqlAsync(same, isEncrypted: true, ChannelBinding.Require, null);
    }

    private static RelayOptions Tls(TestCertificate certificate) =>
        new() { TlsCertificate = certificate.File, TlsKey = certificate.Key };

    private static async Task RefusedAsync(string expected, RunningRelay relay)
    {
        var result = await ClientProgram.RunAsync(relay.Port, "psql", "-Atc", "SELECT 1");
        Assert.NotEqual(0, result.Code);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    private static async Task PsqlAsync(RunningRelay relay, string mode, string binding, string? expected)
    {
        var environment = new Dictionary<string, string> { ["PGSSLMODE"] = mode, ["PGCHANNELBINDING"] = binding };

        var result = await ClientProgram.RunAsync(relay.Port, environment, "psql", "-Atc", "SELECT 42");

        var what = $"sslmode={mode}, channel_binding={binding}: {result.Errors}";
        Assert.True(expected is null == (result.Code == 0), what);
        Assert.True(result.Errors.Contains(expected ?? "", StringComparison.Ordinal), what);
    }

    private static async Task NpgsqlAsync(
        RunningRelay relay,
        bool isEncrypted,
        ChannelBinding binding,
        string? expected
    )
    {
        var error = await Record.ExceptionAsync(async () =>
        {
            await using var connection = await OpenAsync(relay, isEncrypted, binding);
        });

        var what = $"encrypted: {isEncrypted}, {binding}: {error}";
        Assert.True(expected is null == error is null, what);
        Assert.True(expected is null || (error as PostgresException)?.Hint?.Contains(expected) == true, what);
    }

    private static async Task<RelayedConnection> OpenAsync(RunningRelay relay, bool isEncrypted, ChannelBinding binding)
    {
        var settings = new NpgsqlConnectionStringBuilder(relay.ConnectionString)
        {
            SslMode = isEncrypted ? SslMode.Require : SslMode.Disable,
            ChannelBinding = binding,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return new RelayedConnection(connection, "");
    }
}
