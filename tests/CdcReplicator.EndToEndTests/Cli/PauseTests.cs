using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Pausing a node by the command line, and letting it go on.</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task Pause_OneOfTwoNodes_StopsAtTheOrderThroughRestartsUntilItIsResumed()
    {
        await using var bench = await Bench.StartAsync();
        var (database, other) = (bench.Database("a"), bench.Database("b"));
        var applier = await bench.ApplyAsync(database, "a");
        var beside = await bench.ApplyAsync(other, "b");
        await bench.AppendAsync(Events.Create(1));
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
        await beside.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        await OrderAsync(bench, "pause", "a", "nightly backup");
        await bench.AppendAsync(Events.Create(2));
        await beside.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 2 });
        var paused = await applier.UntilAsync(status => status.State == NodeState.Paused);
        await applier.DisposeAsync();
        applier = await bench.ApplyAsync(database, "a");
        var again = await applier.UntilAsync(status => status.State == NodeState.Paused && status != paused);

        Assert.Equal((0L, (long?)1), (again.LastAppliedSequence, again.PausedAt));
        Assert.Equal("1|x", database.Query(Events.Items));
        Assert.EndsWith("cdc-replicator resume a --reason '...'", again.Reason, StringComparison.Ordinal);
        await AssertRefusedAsync(bench, "is paused already", "pause", "a", "--reason", "x", "--yes");
        await OrderAsync(bench, "resume", "a", "backup is done");
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 3 });
        Assert.Equal(other.Query(Events.Items), database.Query(Events.Items));
        var audit = await CliProcess.RunAsync(bench.At(""), "log", "audit", "--log", bench.Address);
        Assert.Contains("nightly backup", audit.Output, StringComparison.Ordinal);
        Assert.Contains("backup is done", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_NodeThatIsNotKnownOrNobodyToAsk_IsRefusedAndOrdersNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var applier = await bench.ApplyAsync(bench.Database("a"), "a");
        await applier.UntilAsync(status => status.LastAppliedSequence == 0);

        await AssertRefusedAsync(bench, "Name one of: a.", "pause", "b", "--reason", "x", "--yes");
        await AssertRefusedAsync(bench, "Name one of: a.", "resume", "b", "--reason", "x", "--yes");
        await AssertRefusedAsync(bench, "does not say that it is paused", "resume", "a", "--reason", "x", "--yes");
        await AssertRefusedAsync(bench, "say --yes", "pause", "a", "--reason", "x");
        await AssertRefusedAsync(bench, "say --yes", "resume", "a", "--reason", "x", "--force");
        await AssertRefusedAsync(bench, "--reason is empty", "pause", "a", "--reason", "", "--yes");
        Assert.Equal(1, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    private static async Task OrderAsync(Bench bench, string order, string node, string reason)
    {
        var result = await CliProcess.RunAsync(
            bench.At(""),
            [order, node, "--reason", reason, "--yes", "--log", bench.Address]
        );
        Assert.True(result.Code == 0, result.Errors);
    }

    private static async Task AssertRefusedAsync(Bench bench, string problem, params string[] words)
    {
        var result = await CliProcess.RunAsync(bench.At(""), [.. words, "--log", bench.Address]);
        Assert.NotEqual(0, result.Code);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
    }
}
