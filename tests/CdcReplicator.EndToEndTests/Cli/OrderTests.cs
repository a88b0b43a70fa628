using System.Globalization;
using System.Text;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Orders of the operator, and messages of others that look like orders.</summary>
public sealed class OrderTests
{
    private const string Begin = """{"value":{"status":"BEGIN","id":"7:1000","ts_ms":1}}""";

    private const string Message = """
        {"value":{"op":"m","ts_ms":1,"source":{"connector":"postgresql","name":"erp","ts_ms":1,"lsn":1000},"transaction":null,"message":{"prefix":"PREFIX","content":"CONTENT"}}}
        """;

    /// <summary>
    /// What <c>SELECT pg_logical_emit_message(…)</c> of any role of a captured PostgreSQL becomes in the log.
    /// </summary>
    [Theory]
    [InlineData(WellKnown.AbandonMessage, "malformed")]
    [InlineData(WellKnown.AbandonMessage, """{"publisher":"shop","number":9000000000000000000}""")]
    [InlineData(WellKnown.DiscardMessage, "[]")]
    [InlineData(WellKnown.DiscardMessage, """{"source":"erp","id":"7"}""")]
    [InlineData(WellKnown.SkipMessage, """{"sequence":2}""")]
    [InlineData(WellKnown.CheckpointMessage, """{"Id":"x","Tables":[]}""")]
    public async Task Run_MessageOfACapturedDatabaseWithOurPrefix_OrdersNothingAndStatusCountsIt(
        string prefix,
        string content
    )
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await PublishAsync(
            bench,
            Message
                .Replace("PREFIX", prefix, StringComparison.Ordinal)
                .Replace("CONTENT", Base64(content), StringComparison.Ordinal)
        );
        await bench.AppendAsync(Events.Create(1));
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
        Assert.Equal("1|x", database.Query(Events.Items));

        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Contains("control message ignored, source erp 1", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skip_NothingIsHaltedNobodyCanBeAskedOrNoReason_IsRefusedAndOrdersNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var applier = await bench.ApplyAsync(bench.Database("a"), "a");
        await applier.UntilAsync(status => status.LastAppliedSequence == 0);

        await AssertRefusedAsync(bench, "No node is halted", "skip", "0", "--reason", "x", "--yes");
        await AssertRefusedAsync(bench, "--reason", "skip", "0", "--yes");
        await AssertRefusedAsync(bench, "--reason is empty", "skip", "0", "--reason", " ", "--yes");
        await AssertRefusedAsync(bench, "SEQUENCE is -1", "skip", "--reason", "x", "--yes", "--", "-1");
        await AssertRefusedAsync(bench, "say --yes", "discard", "erp", "7", "--reason", "x");
        Assert.Equal(1, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    [Fact]
    public async Task Discard_TransactionWhoseEndNeverComes_IsDroppedOnTheNode()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await PublishAsync(bench, Begin);
        await bench.AppendAsync(
            Events.Create(1, transaction: """{"id":"7:1000","total_order":1,"data_collection_order":1}""")
        );
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status is { OpenTransactions.Count: 1 });

        var result = await CliProcess.RunAsync(
            bench.At(""),
            ["discard", "erp", "7", "--reason", "the till is scrap", "--yes", "--log", bench.Address]
        );

        Assert.True(result.Code == 0, result.Errors);
        await applier.UntilAsync(status => status is { OpenTransactions.Count: 0, LastAppliedSequence: 2 });
        Assert.Equal("", database.Query(Events.Items));
        var tail = await CliProcess.RunAsync(bench.At(""), "log", "tail", "--log", bench.Address);
        Assert.Contains("the till is scrap", tail.Output, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(Bench bench, string problem, params string[] words)
    {
        string[] command = words.Contains("--")
            ?
            [
                .. words.TakeWhile(word => word != "--"),
                "--log",
                bench.Address,
                .. words.SkipWhile(word => word != "--"),
            ]
            : [.. words, "--log", bench.Address];
        var result = await CliProcess.RunAsync(bench.At(""), command);
        Assert.NotEqual(0, result.Code);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
    }

    private static async Task PublishAsync(Bench bench, string line)
    {
        var file = bench.At(string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.jsonl"));
        await File.WriteAllTextAsync(file, line);
        var published = await CliProcess.RunAsync(bench.At(""), "publish", file, "--log", bench.Address);
        Assert.True(published.Code == 0, published.Errors);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
