using System.Text.Json;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Each order that a command gives leaves a record beside the log.</summary>
public sealed class AuditTests
{
    private const string Skip =
        """{"op":"m","source":{"version":"1","connector":"cdc-replicator","name":"cdc-replicator-cli","ts_ms":0,"""
        + """ "db":"","schema":"","table":""},"message":{"prefix":"cdc-replicator.skip","""
        + """ "content":"eyJzZXF1ZW5jZSI6NDJ9"},"ts_ms":0}""";

    [Fact]
    public async Task Orders_OfEveryCommand_AreInTheAuditWithWhoAndWhy()
    {
        await using var bench = await Bench.StartAsync();
        await PublishHaltedAsync(bench, "a");
        await new DivergenceStore(bench.Log.Metadata, TimeProvider.System).PublishAsync(
            new Divergence("a", true, 1, DateTimeOffset.UnixEpoch, DivergenceFinder.Verdicts, "it differs"),
            default
        );
        await File.WriteAllTextAsync(bench.At("skip.jsonl"), Skip);

        await RunAsync(bench, "drain", "a", "--reason", "new \u001b[31mdisk");
        await RunAsync(bench, "undrain", "a");
        await RunAsync(bench, "accept", "a");
        await RunAsync(bench, "accept-source", "shop", "--yes");
        await RunAsync(bench, "publish", bench.At("skip.jsonl"));
        await RunAsync(bench, "skip", "43", "--reason", "half a record", "--yes");
        await RunAsync(bench, "discard", "erp", "7", "--reason", "no end", "--yes");
        await RunAsync(bench, "forget", "a", "--force");
        await RunAsync(bench, "forget", "a", "--undo");
        var refused = await CliProcess.RunAsync(bench.At(""), "drain", "nobody", "--log", bench.Address);
        Assert.Equal(2, refused.Code);

        var (code, audit) = await CliProcess.RunJsonAsync(bench.At(""), "log", "audit", "--log", bench.Address);
        Assert.Equal(0, code);
        var orders = audit.GetProperty("orders").EnumerateArray().ToList();
        Assert.Equal(
            [
                "drain a done",
                "undrain a done",
                "accept a done",
                "accept-source shop done",
                """skip {"sequence":42} done""",
                "skip 43 done",
                "discard erp 7 done",
                "forget a done",
                "forget --undo a done",
            ],
            orders.Select(order => $"{Text(order, "order")} {Text(order, "target")} {Text(order, "outcome")}")
        );
        Assert.All(
            orders,
            order =>
            {
                Assert.StartsWith(Environment.UserName, Text(order, "user"), StringComparison.Ordinal);
                Assert.Equal((Environment.MachineName, "cli"), (Text(order, "host"), Text(order, "from")));
            }
        );

        var table = await RunAsync(bench, "log", "audit", "--count", "9");
        Assert.Contains("new \\u001b[31mdisk", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table.Output);
        Assert.Equal(10, table.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task LogAudit_RecordThatCannotBeRead_IsSaidAndTheOthersAreShown()
    {
        await using var bench = await Bench.StartAsync();
        await PublishHaltedAsync(bench, "a");
        await bench.Log.Metadata.PutAsync("audit/x", "{ not JSON"u8.ToArray(), default);
        await RunAsync(bench, "drain", "a");

        var shown = await RunAsync(bench, "log", "audit");

        Assert.Contains("'audit/x'", shown.Output, StringComparison.Ordinal);
        Assert.Contains("drain", shown.Output, StringComparison.Ordinal);
    }

    private static string Text(JsonElement order, string name) => order.GetProperty(name).GetString()!;

    private static Task PublishHaltedAsync(Bench bench, string node) =>
        new MemberStore(bench.Log.Metadata, TimeProvider.System).PublishAsync(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = "there",
                ApplierId = "one",
                State = NodeState.Halted,
                Reason = "because",
                HaltedAt = 43,
                DeadAfterMilliseconds = 600_000,
                LastAppliedSequence = 1,
                RestartOffset = 1,
            },
            default
        );

    private static async Task<CliResult> RunAsync(Bench bench, params string[] command)
    {
        var result = await CliProcess.RunAsync(bench.At(""), [.. command, "--log", bench.Address]);
        Assert.True(result.Code == 0, $"{string.Join(' ', command)}: {result.Errors}");
        return result;
    }
}
