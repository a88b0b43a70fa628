using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Every kind of secret is in a configuration that is taken. None of them is in the log, beside it, in the spool, in a
/// node, in what processes and commands say, in a page or in the metrics.
/// </summary>
public sealed class CanaryTraceTests
{
    /// <summary>Stands in each secret.</summary>
    private const string Canary = "hunter2";

    /// <summary>Avro by a schema that only the registry could know.</summary>
    private static readonly RecordToAppend UnknownSchema = new(null, [0, 0, 0, 0, 7, 0]);

    private static readonly string Garbage = new('g', 6_000);

    [Fact]
    public async Task Cluster_SecretsOfEveryKind_LeaveNoTrace()
    {
        await using var bench = await Bench.StartAsync();
        using var secrets = new Testing.TempFolder();
        var good = bench.Database("a");
        var ports = FreePorts.Take(4);
        var environment = await ConfigureAsync(bench, secrets, good, closedPort: ports[3]);
        var said = new StringBuilder();
        await using (var run = await StartAsync(bench, environment, "run", "--http", $"127.0.0.1:{ports[0]}"))
        await using (
            var route = await StartAsync(
                bench,
                environment,
                "route",
                "--listen",
                $"127.0.0.1:{ports[1]}",
                "--http",
                $"127.0.0.1:{ports[2]}"
            )
        )
        {
            // Each of the nodes that cannot be reached has said so beside the log; a record that needs the registry
            // has the good one ask there.
            await bench.AppendAsync(Events.Create(1), UnknownSchema);
            foreach (var node in (string[])["a", "b", "c", "d"])
            {
                await bench.UntilAsync(node, status => status.Reason is not null);
            }

            foreach (var port in new[] { ports[0], ports[2] })
            {
                await AskAsync(port, said);
            }

            await CommandAsync(bench, environment, said);
            foreach (var process in new[] { run, route })
            {
                await process.TerminateAsync();
                var ended = await process.WaitAsync();
                said.Append(ended.Output).Append(ended.Errors);
            }
        }

        Assert.Contains("Failed", said.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Garbage[..500], said.ToString(), StringComparison.Ordinal);
        await AssertNoFileHoldsItAsync(bench);
    }

    private static async Task<Dictionary<string, string>> ConfigureAsync(
        Bench bench,
        Testing.TempFolder secrets,
        SqliteDatabase good,
        int closedPort
    )
    {
        await File.WriteAllTextAsync(secrets.At("password"), "hunter2-file");
        var digest = Convert.ToHexStringLower(SHA256.HashData("hunter2-token"u8));
        await File.WriteAllTextAsync(secrets.At("callers"), $"reader canary token:{digest}");
        var unreachable = $"Host=127.0.0.1;Port={closedPort};Database=shop;Username=u";
        return new Dictionary<string, string>
        {
            ["CDC_CANARY"] = "hunter2-variable",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=hunter2-header",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["CdcReplicator__Log"] = bench.Address,
            ["CdcReplicator__Applier__SpoolFolder"] = bench.At("spool"),
            ["CdcReplicator__SchemaRegistryUrl"] = $"http://ann:hunter2-registry@127.0.0.1:{closedPort}",
            ["CdcReplicator__Monitoring__OtlpEndpoint"] = $"http://ann:hunter2-collector@127.0.0.1:{closedPort}",
            ["CdcReplicator__Monitoring__CallersFile"] = secrets.At("callers"),
            ["CdcReplicator__Router__NodeCredentials__b"] = "Username=ann;Password=hunter2-reader",
            ["CdcReplicator__Nodes__0__Id"] = "a",
            ["CdcReplicator__Nodes__0__Kind"] = "sqlite",
            ["CdcReplicator__Nodes__0__ConnectionString"] = good.ConnectionString,
            ["CdcReplicator__Nodes__1__Id"] = "b",
            ["CdcReplicator__Nodes__1__Kind"] = "postgres",
            ["CdcReplicator__Nodes__1__ConnectionString"] = unreachable + ";Password=hunter2-string",
            ["CdcReplicator__Nodes__2__Id"] = "c",
            ["CdcReplicator__Nodes__2__Kind"] = "postgres",
            ["CdcReplicator__Nodes__2__ConnectionString"] = unreachable,
            ["CdcReplicator__Nodes__2__PasswordFile"] = secrets.At("password"),
            ["CdcReplicator__Nodes__3__Id"] = "d",
            ["CdcReplicator__Nodes__3__Kind"] = "postgres",
            ["CdcReplicator__Nodes__3__ConnectionString"] = unreachable,
            ["CdcReplicator__Nodes__3__PasswordEnvironmentVariable"] = "CDC_CANARY",
        };
    }

    private static Task<CliProcess> StartAsync(
        Bench bench,
        Dictionary<string, string> environment,
        params string[] command
    ) => CliProcess.StartAsync(bench.At(""), environment, command);

    /// <summary>Every page, with the right token, a wrong one and garbage.</summary>
    private static async Task AskAsync(int port, StringBuilder said)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        string[] paths =
        [
            "/health/live",
            "/health/ready",
            "/metrics",
            "/route?level=any&kind=postgres",
            $"/route?level={Garbage}",
            $"/route?token={Garbage}",
        ];
        foreach (var token in (string?[])[null, "hunter2-wrong", "hunter2-token"])
        {
            foreach (var path in paths)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                using var answer = await http.SendAsync(request);
                Assert.True(
                    token is "hunter2-token"
                        || path.StartsWith("/health", StringComparison.Ordinal)
                        || answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound,
                    $"{path} with {token}: {answer.StatusCode}"
                );
                said.Append(answer.Headers).Append(await answer.Content.ReadAsStringAsync());
            }
        }
    }

    private static async Task CommandAsync(Bench bench, Dictionary<string, string> environment, StringBuilder said)
    {
        string[][] commands =
        [
            ["status"],
            ["status", "-o", "wide"],
            ["status", "--json"],
            ["lag", "--json"],
            ["log", "tail"],
            ["log", "tail", "--json"],
            ["drain", "b", "--reason", "Password=hunter2 of b was wrong"],
            ["drain", Garbage],
            ["log", "audit"],
            ["log", "audit", "--json"],
            ["verify", "--timeout", "1"],
        ];
        foreach (var command in commands)
        {
            await using var process = await StartAsync(bench, environment, command);
            var result = await process.WaitAsync();
            said.Append(result.Output).Append(result.Errors);
        }
    }

    /// <summary>The log's file holds the log and what is beside it; here are also the spool and the node.</summary>
    private static async Task AssertNoFileHoldsItAsync(Bench bench)
    {
        foreach (var file in Directory.EnumerateFiles(bench.At(""), "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            var content = await reader.ReadToEndAsync();
            Assert.False(content.Contains(Canary, StringComparison.Ordinal), file);
        }
    }
}
