using System.Net;
using System.Text.Json;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>route</c> as a process: both ways in, health, metrics, and its end.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RouteCommandTests(RelayCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PostgresFact(ownServer: true)]
    public async Task Route_Process_ServesBothWaysAndEndsInOrder()
    {
        using var folder = new TempFolder();
        var ports = FreePorts.Take(2);
        var environment = ((string[])["a", "b"]).ToDictionary(
            node => $"CdcReplicator__Router__NodeCredentials__{node}",
            node => cluster.Server(node).ConnectionString(RelayCluster.Database)
        );
        string[] arguments = ["route", "--log", cluster.Bench.Address, "--level", "bounded:5s"];
        arguments = [.. arguments, "--listen", $"127.0.0.1:{ports[0]}", "--http", $"127.0.0.1:{ports[1]}"];
        await using var process = await CliProcess.StartAsync(folder.Path, environment, arguments);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[1]}") };
        await UntilReadyAsync(http);

        var token = await cluster.WriteAsync(4, "x");
        var (found, node) = await GetAsync(http, $"/route?token={token}&kind=postgres");
        var (wrong, problem) = await GetAsync(http, "/route?level=fresh");
        var (missing, none) = await GetAsync(http, "/route?kind=oracle");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = ports[0],
            Database = RelayCluster.Database,
            Username = RelayCluster.User,
            Password = RelayCluster.Password,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var live = await http.GetStringAsync(new Uri("/health/live", UriKind.Relative));
        await process.TerminateAsync();
        var result = await process.WaitAsync();

        Assert.Equal(HttpStatusCode.OK, found);
        Assert.Contains(node.GetProperty("node").GetString(), (string[])["a", "b"]);
        Assert.True(node.GetProperty("position").GetInt64() >= token.Sequence);
        Assert.Contains("/shop", node.GetProperty("endpoint").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong);
        Assert.Contains("'fresh'", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, missing);
        Assert.Contains("not 'oracle'", none.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Matches("(?m)^cdc_replicator_relay_sessions\\{node=\"[ab]\"\\} 1$", metrics);
        Assert.Contains("cdc_replicator_node_state{node=\"a\",state=\"active\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("cdc_replicator_node_alive{node=\"b\"} 1", metrics, StringComparison.Ordinal);
        Assert.Equal("live\n", live);
        Assert.True(result.Code == 0, result.Output + result.Errors);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        var told = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
        Assert.Equal(PostgresErrorCodes.AdminShutdown, told.SqlState);
    }

    [Fact]
    public async Task Route_AddressInUse_SaysSo()
    {
        using var folder = new TempFolder();
        var log = $"embedded:{folder.At("log.db")}";
        await using (await RunningApplier.OpenLogAsync(log)) { }

        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;

        var result = await CliProcess.RunAsync(folder.Path, "route", "--log", log, "--listen", address);

        Assert.Equal(1, result.Code);
        Assert.Contains($"{address} cannot be listened on", result.Errors, StringComparison.Ordinal);
    }

    private static async Task UntilReadyAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
