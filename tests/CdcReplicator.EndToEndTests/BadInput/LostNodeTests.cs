using System.Text.RegularExpressions;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Rows, position or file of a node are lost: it is never active without them.</summary>
public sealed partial class LostNodeTests
{
    [Fact]
    public async Task Run_RowsButNoPosition_HaltsUntilAccepted()
    {
        await using var bench = await Bench.StartAsync();
        var node = bench.Database("node");
        await bench.AppendAsync(Events.Create(1));
        await bench.AppendAsync(Events.Create(2));
        await using (var first = await bench.ApplyAsync(node, "node"))
        {
            await first.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
        }

        node.Execute("DROP TABLE cdc_replicator_position; DROP TABLE cdc_replicator_known_tables");
        var halted = await bench.ApplyAsync(node, "node");
        var reason = await halted.ReasonOfAsync(NodeState.Halted);
        node.Execute(Statement().Match(reason).Value);
        await halted.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });

        Assert.Contains("public.items", reason, StringComparison.Ordinal);
        Assert.Equal("1|x,2|x", node.Query(Events.Items));
    }

    [Fact]
    public async Task Run_FilledBeforeTheLogBegins_IsActiveThenAndLater()
    {
        await using var bench = await Bench.StartAsync();
        var node = bench.Database("node", $"{Events.ItemsDdl}; INSERT INTO items VALUES (7, 'before')");
        await using (var first = await bench.ApplyAsync(node, "node"))
        {
            await first.UntilAsync(status => status.State == NodeState.Active);
            await first.UntilAsync(_ => node.Query("SELECT table_name FROM cdc_replicator_known_tables") != "");
        }

        await bench.AppendAsync(Events.Create(1));
        var second = await bench.ApplyAsync(node, "node");
        await second.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Equal("1|x,7|before", node.Query(Events.Items));
    }

    [Fact]
    public async Task Run_TableRecreatedEmpty_HaltsUntilItsRowsAreBack()
    {
        await using var bench = await Bench.StartAsync();
        var node = bench.Database("node");
        var applier = await bench.ApplyAsync(node, "node");
        await bench.AppendAsync(Events.Create(1));
        // The state tables are there once a record is applied.
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
        await applier.UntilAsync(_ =>
            node.Query("SELECT table_name FROM cdc_replicator_known_tables").Contains("items", StringComparison.Ordinal)
        );

        node.Execute($"DROP TABLE items; {Events.ItemsDdl}");
        var reason = await applier.ReasonOfAsync(NodeState.Halted);
        await bench.AppendAsync(Events.Create(2));
        node.Execute("INSERT INTO items VALUES (1, 'x')");
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });

        Assert.Contains("public.items is empty", reason, StringComparison.Ordinal);
        Assert.Equal("1|x,2|x", node.Query(Events.Items));
    }

    [Fact]
    public async Task Run_SqliteFileReplacedOrDeleted_WritesToTheFileAtThePathOnly()
    {
        await using var bench = await Bench.StartAsync();
        var node = bench.Database("node");
        var applier = await bench.ApplyAsync(node, "node");
        await bench.AppendAsync(Events.Create(1));
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
        var (file, backup) = (bench.At("node.db"), bench.At("backup.db"));
        node.Execute($"VACUUM INTO '{backup}'");
        await bench.AppendAsync(Events.Create(2));
        await applier.UntilAsync(status => status.LastAppliedSequence == 1);

        Remove(file);
        var reason = await applier.ReasonOfAsync(NodeState.Halted);
        Remove(file);
        File.Copy(backup, file);
        await bench.AppendAsync(Events.Create(3));
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 2 });

        Assert.Contains("node.db", reason, StringComparison.Ordinal);
        Assert.Equal("1|x,2|x,3|x", node.Query(Events.Items));
    }

    private static void Remove(string file)
    {
        foreach (var name in (string[])[file, file + "-wal", file + "-shm"])
        {
            File.Delete(name);
        }
    }

    [GeneratedRegex("INSERT INTO .*;")]
    private static partial Regex Statement();
}
