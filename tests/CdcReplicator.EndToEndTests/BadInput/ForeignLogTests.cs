using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Logs that a node's position does not belong to, embedded. The same on Kafka: <see cref="RecreatedTopicTests"/>.
/// </summary>
public sealed class ForeignLogTests
{
    [Fact]
    public async Task Run_LogOfAnotherCluster_HaltsAndNamesBoth()
    {
        await using var own = await Bench.StartAsync();
        await using var foreign = await Bench.StartAsync();
        var database = own.Database("strayed");
        var healthy = foreign.Database("healthy");
        await own.AppendAsync(Events.Create(1));
        await using (var first = await RunningApplier.StartAsync(own.Address, database.Options("strayed"), own.At("s")))
        {
            await first.UntilAsync(status => status.LastAppliedSequence == 0);
        }

        await foreign.AppendAsync(Events.Create(2), Events.Create(3));
        var strayed = await foreign.ApplyAsync(database, "strayed");
        var other = await foreign.ApplyAsync(healthy, "healthy");
        var reason = await strayed.ReasonOfAsync(NodeState.Halted);

        Assert.Contains(own.Log.Settings.Log.ToString(), reason, StringComparison.Ordinal);
        Assert.Contains(foreign.Log.Settings.Log.ToString(), reason, StringComparison.Ordinal);
        await other.UntilAsync(status => status.LastAppliedSequence == 1);
        Assert.Equal("2|x,3|x", healthy.Query(Events.Items));
        Assert.Equal("1|x", database.Query(Events.Items));
    }

    [Fact]
    public async Task Run_LogDeletedAndMadeAnewWhileIdle_HaltsAndItsLagIsUnknown()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("idle");
        await bench.AppendAsync(Events.Create(1));
        var idle = await bench.ApplyAsync(database, "idle");
        await idle.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(bench.At("log.db"))!, "log.db*"))
        {
            File.Delete(file);
        }

        await using var anew = await RunningApplier.OpenLogAsync(bench.Address);
        await anew.AppendAsync([Events.Create(2)], CancellationToken.None);
        var told = await idle.UntilToldAsync(status => status.State == NodeState.Halted);

        Assert.Contains("log.db", told.Reason, StringComparison.Ordinal);
        Assert.Null(told.LagMilliseconds);
        Assert.Null(told.LogEndOffset);
        Assert.Equal("1|x", database.Query(Events.Items));
    }

    [Fact]
    public async Task Run_PositionOlderThanRetention_HaltsAndNamesBothOffsets()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("away");
        var healthy = bench.Database("healthy");
        await bench.AppendAsync(Events.Create(1));
        await using (
            var first = await RunningApplier.StartAsync(bench.Address, database.Options("away"), bench.At("s"))
        )
        {
            await first.UntilAsync(status => status.LastAppliedSequence == 0);
        }

        var other = await bench.ApplyAsync(healthy, "healthy");
        var kept = await TrimAsync(bench, other);
        var away = await bench.ApplyAsync(database, "away");
        var reason = await away.ReasonOfAsync(NodeState.BehindRetention);

        Assert.Contains("offset 1,", reason, StringComparison.Ordinal);
        Assert.Contains($"from {kept.StartOffset} on", reason, StringComparison.Ordinal);
        Assert.EndsWith("cdc-replicator node seed away --replace", reason, StringComparison.Ordinal);
        Assert.Equal("1|x", database.Query(Events.Items));
        var next = await bench.AppendAsync(Events.Create(100));
        await other.UntilAsync(status => status.LastAppliedSequence == next.LastOffset);
        Assert.EndsWith(",100|x", healthy.Query(Events.Items), StringComparison.Ordinal);
    }

    /// <summary>
    /// Appends what the healthy node applies, then lets a process with a smaller retention delete the oldest.
    /// </summary>
    private static async Task<LogBounds> TrimAsync(Bench bench, RunningApplier follower)
    {
        for (var id = 2; id <= 9; id++)
        {
            await bench.AppendAsync(Events.Create(id));
        }

        await follower.UntilAsync(status => status.LastAppliedSequence == 8);
        await using var trimming = await RunningApplier.OpenLogAsync(
            bench.Address,
            new ChangeLogOptions
            {
                Embedded = new EmbeddedLogOptions { RetentionBytes = 800, MemberHoldBytes = 0 },
            }
        );
        await trimming.AppendAsync([Events.Create(10)], CancellationToken.None);
        var bounds = await trimming.GetBoundsAsync(CancellationToken.None);
        Assert.True(bounds.StartOffset > 1, $"The log was not trimmed: {bounds}");
        return bounds;
    }
}
