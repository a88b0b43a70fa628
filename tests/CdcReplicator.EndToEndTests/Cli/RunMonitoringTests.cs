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
    [Fact]
    public async Task Run_Scraped_TellsOfItsNodesAndItsHealthFollowsTheirs()
    {
        await using var bench = await Bench.StartAsync();
        var good = new SqliteDatabase(bench.At("a.db"), "CREATE TABLE t (id INTEGER PRIMARY KEY);");
        var port = FreePorts.Take(1)[0];
        using var pages = new HttpPages(port);
        await using (await MonitoredRun.StartAsync(bench, $"127.0.0.1:{port}", ("a", good.ConnectionString)))
        {
            var (ready, body) = await pages.UntilAsync("/health/ready", answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(
                "Active",
                JsonDocument.Parse(body).RootElement.GetProperty("nodes")[0].GetProperty("state").GetString()
            );
            var (_, metrics) = await pages.UntilAsync(
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
        await using (
            await MonitoredRun.StartAsync(
                bench,
                $"127.0.0.1:{port}",
                ("a", $"Data Source={bench.At("no/such/folder.db")}")
            )
        )
        {
            var (_, body) = await pages.UntilAsync(
                "/health/ready",
                answer =>
                    answer.Status == HttpStatusCode.ServiceUnavailable
                    && answer.Body.Contains("\"reason\":\"", StringComparison.Ordinal)
            );
            Assert.Contains("\"ready\":false", body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await pages.GetAsync("/health/live")).Status);
            Assert.DoesNotContain(
                "cdc_replicator_node_lag_seconds{",
                (await pages.GetAsync("/metrics")).Body,
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
        await using var process = await MonitoredRun.StartAsync(
            bench,
            taken.LocalEndpoint.ToString()!,
            ("a", database.ConnectionString)
        );

        await bench.UntilAsync("a", status => status.State == NodeState.Active);

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
        await using var process = await MonitoredRun.StartAsync(
            bench,
            "none",
            environment,
            ("a", database.ConnectionString)
        );

        using var limit = new CancellationTokenSource(MonitoredRun.Patience);
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
}
