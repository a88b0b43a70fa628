using System.Text.RegularExpressions;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Rows, position or file of a node are lost: it is never active without them.</summary>
public sealed partial class LostNodeTests
{
    private const string FilledDdl = $"{Events.ItemsDdl}; INSERT INTO items VALUES (7, 'before')";

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
        var node = bench.Database("node", FilledDdl);
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
    public async Task Run_StoppedAfterItsFirstOpening_KnowsItsRowsOnSqlite()
    {
        await using var bench = await Bench.StartAsync();
        await AssertKnowsItsRowsAsync(bench, bench.Database("node", FilledDdl).Options("node"));
    }

    [PostgresFact]
    public async Task Run_StoppedAfterItsFirstOpening_KnowsItsRowsOnPostgres()
    {
        await using var bench = await Bench.StartAsync();
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(FilledDdl);
        var options = new NodeOptions
        {
            Id = "node",
            Kind = NodeKinds.Postgres,
            ConnectionString = database.ConnectionString,
            Guard = NodeGuard.Off,
        };
        await AssertKnowsItsRowsAsync(bench, options);
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

    /// <summary>The log begins while the node, opened once, has nobody who applies it.</summary>
    private static async Task AssertKnowsItsRowsAsync(Bench bench, NodeOptions node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using (await bench.ApplyAsync(node))
        {
            // Its tables are the first that others see of it.
            await foreach (var _ in bench.Log.Metadata.WatchAsync("tables/", patience.Token))
            {
                break;
            }
        }

        await bench.AppendAsync(Events.Create(1));
        var second = await bench.ApplyAsync(node);
        var status = await second.UntilAsync(status => status.State is NodeState.Active or NodeState.Halted);

        Assert.Equal((NodeState.Active, null), (status.State, status.Reason));
        await second.UntilAsync(status => status.LastAppliedSequence == 0);
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
