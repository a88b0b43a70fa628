using System.Net;
using System.Net.Http.Headers;
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
    /// <summary>Avro by a schema that only the registry could know.</summary>
    private static readonly RecordToAppend UnknownSchema = new(null, [0, 0, 0, 0, 7, 0]);

    private static readonly string Garbage = CanaryConfiguration.Garbage;

    [Fact]
    public async Task Cluster_SecretsOfEveryKind_LeaveNoTrace()
    {
        await using var bench = await Bench.StartAsync();
        using var secrets = new Testing.TempFolder();
        var good = bench.Database("a");
        var ports = FreePorts.Take(4);
        var environment = await CanaryConfiguration.WriteAsync(
            bench.Address,
            bench.At("spool"),
            secrets,
            good,
            closedPort: ports[3]
        );
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

            await CanaryConfiguration.DumpAsync(bench.At(""), environment, said);
            foreach (var process in new[] { run, route })
            {
                await process.TerminateAsync();
                var ended = await process.WaitAsync();
                said.Append(ended.Output).Append(ended.Errors);
            }
        }

        Assert.Contains("Failed", said.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.All(
            CanaryConfiguration.Traces,
            trace => Assert.DoesNotContain(trace, said.ToString(), StringComparison.Ordinal)
        );
        Assert.DoesNotContain(Garbage[..500], said.ToString(), StringComparison.Ordinal);
        await AssertNoFileHoldsItAsync(bench);
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

    /// <summary>The log's file holds the log and what is beside it; here are also the spool and the node.</summary>
    private static async Task AssertNoFileHoldsItAsync(Bench bench)
    {
        foreach (var file in Directory.EnumerateFiles(bench.At(""), "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            var content = await reader.ReadToEndAsync();
            Assert.All(
                CanaryConfiguration.Traces,
                trace => Assert.False(content.Contains(trace, StringComparison.Ordinal), file)
            );
        }
    }
}
