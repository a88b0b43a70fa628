using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The disk of a SQLite node is really full; log and other nodes have room.</summary>
public sealed class FullNodeDiskTests
{
    private const int Rows = 40;

    [SmallDiskFact]
    public async Task Run_DiskOfANodeFull_SaysSoWaitsAndGoesOnWhenThereIsRoom()
    {
        await using var bench = await Bench.StartAsync();
        using var disk = SmallDisk.Mount(16 << 20);
        var full = new SqliteDatabase(disk.At("node.db"), Events.ItemsDdl);
        var other = bench.Database("other");
        await using var applier = await bench.ApplyAsync(full, "full");
        var healthy = await bench.ApplyAsync(other, "other");
        await bench.AppendAsync(Events.Create(0));
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        disk.Fill();
        for (var id = 1; id <= Rows; id++)
        {
            await bench.AppendAsync(Events.Create(id, new string('x', 100_000)));
        }

        var reason = await applier.ReasonOfAsync(NodeState.Failed);
        await healthy.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: Rows });
        disk.MakeRoom();
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: Rows });

        Assert.Contains("disk is full", reason, StringComparison.Ordinal);
        Assert.Contains(disk.At("node.db"), reason, StringComparison.Ordinal);
        Assert.Contains("free space", reason, StringComparison.Ordinal);
        Assert.Equal(other.Query(Events.Items), full.Query(Events.Items));
    }
}
