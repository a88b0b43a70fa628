using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class KindVerdictsTests
{
    private static readonly KindConstraint NoOverlap = new(KindConstraintForm.Exclusion, "no_overlap");
    private static readonly KindConstraint NoPartition = new(KindConstraintForm.NoPartition, "t");

    [Fact]
    public void FindUnjudged_OneKind_FindsNothing() =>
        Assert.Empty(
            KindVerdicts.FindUnjudged(Node("a", "postgres"), [Node("a", "postgres"), Node("b", "postgres", NoOverlap)])
        );

    [Fact]
    public void FindUnjudged_AnotherKindJudges_NamesTableConstraintAndNodes()
    {
        var own = Node("s", "sqlite");

        var found = KindVerdicts.FindUnjudged(
            own,
            [Node("b", "postgres", NoOverlap, NoPartition), own, Node("a", "postgres", NoOverlap)]
        );

        Assert.Equal(["no_overlap: a, b", "t: b"], found.Select(Text));
        Assert.All(found, table => Assert.Equal("postgres", table.Kind));
    }

    [Fact]
    public void FindUnjudged_OwnConstraintAndTableTheNodeLacks_FindsNothing()
    {
        var own = Node("p", "postgres", NoOverlap);

        Assert.Empty(KindVerdicts.FindUnjudged(own, [own, Node("s", "sqlite")]));
        Assert.Empty(
            KindVerdicts.FindUnjudged(new NodeTables("s", "sqlite", []), [own, new NodeTables("s", "sqlite", [])])
        );
    }

    [Fact]
    public async Task Publish_KindConstraints_AreReadAndMakeAnotherEdition()
    {
        var store = new TableStore(new InMemoryMetadataStore());
        await store.PublishAsync(Node("a", "postgres"), default);
        var edition = await store.ReadEditionAsync(default);

        await store.PublishAsync(Node("a", "postgres", NoOverlap), default);

        Assert.NotEqual(edition, await store.ReadEditionAsync(default));
        var table = Assert.Single(Assert.Single(await store.ReadNodesAsync(default)).Tables);
        Assert.Equal([NoOverlap], table.KindConstraints);
    }

    [Fact]
    public async Task Read_TablesOfAVersionBefore_HaveNone()
    {
        var metadata = new InMemoryMetadataStore();
        const string tables = """
            {"nodeId":"a","kind":"postgres","tables":[{"name":{"schema":"public","name":"t"},"columns":[],
             "primaryKey":[],"uniques":[],"checks":[],"foreignKeys":[]}]}
            """;
        await metadata.PutAsync("table/a", System.Text.Encoding.UTF8.GetBytes(tables), default);

        var node = Assert.Single(await new TableStore(metadata).ReadNodesAsync(default));

        Assert.Empty(Assert.Single(node.Tables).KindConstraints);
    }

    private static string Text(UnjudgedTable table) => $"{table.Constraint.Name}: {string.Join(", ", table.Nodes)}";

    private static NodeTables Node(string id, string kind, params KindConstraint[] constraints) =>
        new(
            id,
            kind,
            [new TableDefinition(new TableName("public", "t"), [], [], [], [], []) { KindConstraints = constraints }]
        );
}
