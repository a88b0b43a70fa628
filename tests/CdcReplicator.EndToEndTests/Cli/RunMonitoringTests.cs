using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>What <c>run</c> serves and sends to those who watch it.</summary>
public sealed class RunMonitoringTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Run_Scraped_TellsOfItsNodesAndItsHealthFollowsTheirs()
    {
        await using var bench = await Bench.StartAsync();
        var good = new SqliteDatabase(bench.At("a.db"), "CREATE TABLE t (id INTEGER PRIMARY KEY);");
        var port = FreePorts.Take(1)[0];
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await using (await RunAsync(bench, $"127.0.0.1:{port}", ("a", good.ConnectionString)))
        {
            var (ready, body) = await UntilAsync(http, "/health/ready", answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(
                "Active",
                JsonDocument.Parse(body).RootElement.GetProperty("nodes")[0].GetProperty("state").GetString()
            );
            var (_, metrics) = await UntilAsync(
                http,
                "/metrics",
                answer =>
                    answer.Body.Contains("cdc_replicator_node_lag_records{node=\"a\"} 0", StringComparison.Ordinal)
            );
            Assert.Contains(
                "cdc_replicator_node_state{node=\"a\",state=\"active\"} 1",
                metrics,
                StringComparison.Ordinal
            );
            Assert.Contains("cdc_replicator_node_retries_total{node=\"a\"} ", metrics, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, ready);
        }

        // A node that is not there: the applier moves, but nothing follows the log.
        await using (await RunAsync(bench, $"127.0.0.1:{port}", ("a", $"Data Source={bench.At("no/such/folder.db")}")))
        {
            var (_, body) = await UntilAsync(
                http,
                "/health/ready",
                answer =>
                    answer.Status == HttpStatusCode.ServiceUnavailable
                    && answer.Body.Contains("\"reason\":\"", StringComparison.Ordinal)
            );
            Assert.Contains("\"ready\":false", body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "/health/live")).Status);
            Assert.DoesNotContain(
                "cdc_replicator_node_lag_seconds{",
                (await GetAsync(http, "/metrics")).Body,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Run_AddressTaken_IsToldAndTheApplierWorks()
    {
        await using var bench = await Bench.StartAsync();
        var database = new SqliteDatabase(bench.At("a.db"), "CREATE TABLE t (id INTEGER PRIMARY KEY);");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var process = await RunAsync(
            bench,
            taken.LocalEndpoint.ToString()!,
            ("a", database.ConnectionString)
        );

        await bench.UntilAsync("a", status => status.State == Model.NodeState.Active);

        await process.TerminateAsync();
        var result = await process.WaitAsync();
        Assert.Equal(0, result.Code);
        Assert.Contains(
            $"{taken.LocalEndpoint} cannot be listened on",
            result.Output + result.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Run_CollectorIsSet_IsSentTheSame()
    {
        await using var bench = await Bench.StartAsync();
        var database = new SqliteDatabase(bench.At("a.db"), "CREATE TABLE t (id INTEGER PRIMARY KEY);");
        var port = FreePorts.Take(1)[0];
        using var collector = new HttpListener();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var environment = new Dictionary<string, string>
        {
            ["CdcReplicator__Monitoring__OtlpEndpoint"] = $"http://127.0.0.1:{port}/v1/metrics",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };
        await using var process = await RunAsync(bench, "none", ("a", database.ConnectionString), environment);

        using var limit = new CancellationTokenSource(Patience);
        var sent = "";
        while (!sent.Contains("cdc_replicator.node.state", StringComparison.Ordinal))
        {
            var context = await collector.GetContextAsync().WaitAsync(limit.Token);
            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            sent = await reader.ReadToEndAsync(limit.Token);
            context.Response.Close();
        }

        Assert.Contains("cdc-replicator-run", sent, StringComparison.Ordinal);
    }

    private static async Task<CliProcess> RunAsync(
        Bench bench,
        string http,
        (string Id, string ConnectionString) node,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var all = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["CdcReplicator__Log"] = bench.Address,
            ["CdcReplicator__Applier__SpoolFolder"] = bench.At("spool"),
            ["CdcReplicator__Nodes__0__Id"] = node.Id,
            ["CdcReplicator__Nodes__0__Kind"] = "sqlite",
            ["CdcReplicator__Nodes__0__ConnectionString"] = node.ConnectionString,
        };
        return await CliProcess.StartAsync(bench.At(""), all, "run", "--http", http);
    }

    private static async Task<(HttpStatusCode Status, string Body)> UntilAsync(
        HttpClient http,
        string path,
        Func<(HttpStatusCode Status, string Body), bool> condition
    )
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                var answer = await GetAsync(http, path);
                if (condition(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
