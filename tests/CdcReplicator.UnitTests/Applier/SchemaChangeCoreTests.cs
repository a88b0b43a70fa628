using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class SchemaChangeCoreTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Step_SchemaChangesAmongWritesWithFaultsAndRestarts_EachIsMadeOnceAtItsPlace(int seed)
    {
        var random = new Random(seed);
        var log = new LogScript();
        var expected = new List<string>();
        var version = 0L;
        for (var i = 1; i <= 40; i++)
        {
            if (random.Next(4) > 0)
            {
                expected.Add($"{log.Events.Count}=shop:{i}/1");
                log.Sdk(i, 1, 1);
                continue;
            }

            // Some were made for another version: a copy, or a second one made at the same time.
            var before = random.Next(3) == 0 ? random.Next(0, 4) : version;
            if (before == version)
            {
                version++;
                expected.Add($"{log.Events.Count}=schema {version}");
            }

            Migrate(log, before);
        }

        var trouble = 0;
        var node = new FakeNode();
        node.FaultAt = (point, _) =>
            point != "open" && random.Next(6) == 0 && trouble++ < 60
                ? new NodeFaultException("broken", "wait", isTransient: true, code: null)
                : null;

        var simulation = new CoreSimulation(log, node, random) { Trouble = 0.03 };
        simulation.Run();

        Assert.Equal(expected, node.Applied);
        Assert.Equal(version, node.SchemaVersion);
        Assert.Equal(log.Events.Count - 1, node.Position.LastAppliedSequence);
    }

    [Fact]
    public void Step_SchemaChange_OpensTheNodeAnewAndIsShown()
    {
        var log = Migrate(new LogScript().Sdk(1, 1, 1), 0).Sdk(2, 1, 1);
        var node = new FakeNode();
        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run();

        Assert.Equal(["0=shop:1/1", "1=schema 1", "2=shop:2/1"], node.Applied);
        Assert.Equal(2, node.Openings);
        Assert.Contains(simulation.Reports, report => report.State == NodeState.Migrating);
        Assert.Contains(simulation.Reports, report => report.Schema == new SchemaFacts(1, 1, SchemaDigest.Of([])));
    }

    [Fact]
    public void Step_IndexBuiltBesideReads_StaysInTheReadSet()
    {
        var log = Migrate(new LogScript(), 0, isConcurrent: true);
        var simulation = new CoreSimulation(log, new FakeNode(), new Random(1));
        simulation.Run();

        Assert.DoesNotContain(simulation.Reports, report => report.State == NodeState.Migrating);
    }

    [Fact]
    public void Step_SchemaChangeMadeForAnotherVersion_ChangesNothingAndSaysSo()
    {
        var log = Migrate(Migrate(new LogScript(), 0), 0).Sdk(1, 1, 1);
        var node = new FakeNode();
        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run();

        Assert.Equal(["0=schema 1", "2=shop:1/1"], node.Applied);
        var ignored = SchemaFold.Objection(Change(0, false), 1);
        Assert.Equal("was made for schema version 0, and the schema has version 1", ignored!.Why);
        Assert.Null(SchemaFold.Objection(Change(1, false), 1));
    }

    [Fact]
    public void Step_SchemaChangeThatFails_HaltsAtItsSequence()
    {
        var log = Migrate(new LogScript().Sdk(1, 1, 1), 0).Sdk(2, 1, 1);
        var node = new FakeNode
        {
            FaultAt = (point, _) => point == "migrate" ? NodeFaults.Mendable("Column x is there.", "Drop it.") : null,
        };
        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run();

        Assert.Equal(["0=shop:1/1"], node.Applied);
        Assert.Equal(NodeState.Halted, simulation.Report!.State);
        Assert.Equal(1, simulation.Report.HaltedAt);
        Assert.Contains("Column x is there.", simulation.Report.Reason, StringComparison.Ordinal);
        Assert.Contains("cdc-replicator skip 1 --reason", simulation.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_SkippedSchemaChange_MovesTheVersionAndNotTheTables()
    {
        var log = Migrate(Migrate(new LogScript(), 0), 1);
        var opening = new NodeOpening(NodePosition.Origin, [], []);
        var orders = new OperatorOrders();
        orders.Skips.Add(0);
        var follower = new LogFollower(
            ClusterSettings.NewLog(),
            new ApplierSettings(),
            opening,
            new MemorySpool(log),
            orders
        );
        log.Events.ForEach(logEvent => follower.Take(logEvent));

        var skipped = follower.NextBatch(opening.Position, -1, 100).Batch;
        var made = follower.NextBatch(skipped.Next, -1, 100).Batch;

        Assert.True(skipped.SchemaStep is { IsSkipped: true, Sequence: 0, Change.After: 1 });
        Assert.True(made.SchemaStep is { IsSkipped: false, Sequence: 1, Change.After: 2 });
        Assert.Equal([0L], follower.TakeSkipped());
    }

    [Theory]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[S]}""", true)]
    [InlineData("""{"id":"","description":"d","before":0,"scripts":[S]}""", false)]
    [InlineData("""{"id":"a","before":0,"scripts":[S]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":-1,"scripts":[S]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[null]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[S,S]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[{"kind":"x","statements":[]}]}""", false)]
    [InlineData("""{"id":"a","description":"d","before":0,"scripts":[{"kind":"x","statements":[null]}]}""", false)]
    [InlineData("nothing", false)]
    public void Read_MigrateMessage_IsAnOrderOnlyIfItIsWhole(string json, bool isOrder)
    {
        const string script = """{"kind":"sqlite","statements":["X"],"isConcurrent":false}""";
        var content = json.Replace("S", script, StringComparison.Ordinal);
        var log = new LogScript().Control(WellKnown.MigrateMessage, content);
        var order = ControlReading.Read(
            (MessageEvent)log.Events[0].Other!,
            log.Events[0].Record.Offset,
            new OrderTrust(ClusterSettings.NewLog().Log, null)
        );
        Assert.Equal(isOrder, order is ControlOrder.Migrate);
    }

    [Fact]
    public void Read_MigrateMessageOfAnotherPublisher_OrdersNothing()
    {
        var message = ControlCodec.Migrate(Change(0, false));
        var log = new LogScript().Control(
            message.Prefix,
            System.Text.Encoding.UTF8.GetString(message.Content),
            name: "shop"
        );
        var order = ControlReading.Read(
            (MessageEvent)log.Events[0].Other!,
            log.Events[0].Record.Offset,
            new OrderTrust(ClusterSettings.NewLog().Log, null)
        );
        Assert.IsType<ControlOrder.Nothing>(order);
    }

    private static SchemaChange Change(long before, bool isConcurrent) =>
        new("id", "more columns", before, [new SchemaScript("sqlite", ["ALTER TABLE t ADD c"], isConcurrent)]);

    private static LogScript Migrate(LogScript log, long before, bool isConcurrent = false)
    {
        var message = ControlCodec.Migrate(Change(before, isConcurrent));
        return log.Control(message.Prefix, System.Text.Encoding.UTF8.GetString(message.Content));
    }
}
