using CdcReplicator.Client;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class ServedTablesTests
{
    private static readonly TableName Items = new("public", "items");

    [Fact]
    public void Find_ColumnOnOneNodeOnly_LeavesItOutAndNamesWhoLacksIt()
    {
        var table = Tables(Node("a", "id", "colour"), Node("b", "id")).Find(Items);

        Assert.Equal(["id"], table.Definition.Columns.Select(column => column.Name));
        var lacking = table.LackingColumn("Colour")!;
        Assert.Equal(["b"], lacking.Nodes);
        Assert.Contains("node 'b'", lacking.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TableOnOneNodeOnly_NamesWhoLacksIt()
    {
        var error = Assert.Throws<InvalidWriteException>(() =>
            Tables(Node("a", "id"), new NodeTables("b", "postgres", [])).Find(Items)
        );

        Assert.Contains("node 'b' lacks it", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ColumnThatANodeIgnores_CountsAsHad()
    {
        var ignoring = Node("b", "id") with { Ignored = ["public.items.colour"] };

        var table = Tables(Node("a", "id", "colour"), ignoring).Find(Items);

        Assert.Empty(table.LackingColumns);
        Assert.Equal(["id", "colour"], table.Definition.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Find_AllHaveAll_IsTheVeryDefinition()
    {
        var first = Node("a", "id", "colour");

        Assert.Same(first.Tables[0], Tables(first, Node("b", "id", "Colour")).Find(Items).Definition);
    }

    [Fact]
    public void Find_KeyColumnOnOneNodeOnly_NamesIt() =>
        Assert.Throws<InvalidWriteException>(() => Tables(Node("a", "id"), Node("b", "number")).Find(Items));

    [Fact]
    public void Of_WhoDoesNotServe_DoesNotCount()
    {
        NodeTables[] nodes =
        [
            Node("active"),
            Node("dead"),
            Node("halted"),
            Node("seeding"),
            Node("left"),
            Node("unknown"),
        ];
        MemberView[] members =
        [
            Member("active", NodeState.Active, isAlive: true),
            Member("dead", NodeState.Active, isAlive: false),
            Member("halted", NodeState.Halted, isAlive: true),
            Member("seeding", NodeState.Seeding, isAlive: true),
            Member("left", NodeState.Left, isAlive: true),
        ];

        Assert.Equal(["active"], Ids(ServingNodes.Of(nodes, members)));
        Assert.Equal(["dead", "halted", "seeding", "unknown"], Ids(ServingNodes.Of(nodes[1..], members)));
        Assert.Equal(nodes.Select(node => node.NodeId), Ids(ServingNodes.Of(nodes, [])));
    }

    [Fact]
    public async Task Write_RollingAlter_IsRefusedUntilTheLastServingNodeHasIt()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var store = new TableStore(fixture.Log.Metadata);
        await store.PublishAsync(new NodeTables("b", "sqlite", [WithoutNote()]), CancellationToken.None);
        await fixture.PublishMemberAsync("a", applied: -1);
        await fixture.PublishMemberAsync("b", applied: -1);

        var error = await Assert.ThrowsAsync<InvalidWriteException>(() => WriteNoteAsync(fixture.Cluster));
        Assert.Equal("note", error.Column);
        Assert.Contains("node 'b'", error.Message, StringComparison.Ordinal);

        await store.PublishAsync(new NodeTables("b", "sqlite", [SampleTables.Accounts]), CancellationToken.None);
        await WriteNoteAsync(fixture.Cluster);
    }

    [Fact]
    public async Task Write_NodeThatLacksItHalts_NoLongerKeepsWriters()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await new TableStore(fixture.Log.Metadata).PublishAsync(
            new NodeTables("b", "sqlite", [WithoutNote()]),
            CancellationToken.None
        );
        await fixture.PublishMemberAsync("a", applied: -1);
        await fixture.PublishMemberAsync("b", applied: -1);
        await Assert.ThrowsAsync<InvalidWriteException>(() => WriteNoteAsync(fixture.Cluster));

        await fixture.PublishMemberAsync("b", applied: 0, NodeState.Halted);

        await WriteNoteAsync(fixture.Cluster);
    }

    private static TableDefinition WithoutNote() =>
        SampleTables.Accounts with
        {
            Columns = [.. SampleTables.Accounts.Columns.Where(column => column.Name != "note")],
        };

    private static Task<CommitReceipt> WriteNoteAsync(CdcCluster cluster) =>
        cluster.WriteAsync(tx => tx.Update("accounts", new { id = 1 }, new { note = "x" }));

    private static ServedTables Tables(params NodeTables[] nodes) => new(nodes);

    private static NodeTables Node(string id, params string[] columns) =>
        new(
            id,
            "postgres",
            [
                new TableDefinition(
                    Items,
                    [
                        .. columns.Select(name => new ColumnDefinition(
                            name,
                            new ColumnType(ColumnKind.Int32, "integer"),
                            Nullable: false
                        )),
                    ],
                    [.. columns.Take(1)],
                    [],
                    [],
                    []
                ),
            ]
        );

    private static IEnumerable<string> Ids(IReadOnlyList<NodeTables> nodes) => nodes.Select(node => node.NodeId);

    private static MemberView Member(string id, NodeState state, bool isAlive) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = "sqlite",
                Endpoint = id,
                ApplierId = id,
                State = state,
                LastAppliedSequence = 0,
                RestartOffset = 1,
            },
            TimeSpan.Zero,
            isAlive
        );
}
