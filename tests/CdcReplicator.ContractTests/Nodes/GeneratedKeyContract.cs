using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Keys no change can name a row by.</summary>
public sealed class GeneratedKeyContract
{
    private const string Generated =
        "CREATE TABLE t (id int NOT NULL, k int GENERATED ALWAYS AS (id * 2) STORED, v text, PRIMARY KEY (k))";

    [PostgresFact]
    public async Task Open_KeyIsGenerated_IsRefusedByNameWithTheWayOn()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Generated);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.Contains("'k' of the key of table public.t", fault.Message, StringComparison.Ordinal);
        Assert.Contains("unique index", fault.Remedy, StringComparison.Ordinal);
        await node.ExecuteAsync("CREATE UNIQUE INDEX ON t (id)");
        Assert.Equal(["id"], Assert.Single((await node.OpenAsync()).Tables).PrimaryKey);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_GeneratedUniqueBesideAnotherKey_TakesTheOther(string kind)
    {
        const string ddl = """
            CREATE TABLE t (id int NOT NULL, k int NOT NULL GENERATED ALWAYS AS (id * 2) STORED, v text, UNIQUE (k), UNIQUE (id))
            """;
        await using var node = await TestNode.CreateAsync(kind, ddl);

        Assert.Equal(["id"], Assert.Single((await node.OpenAsync()).Tables).PrimaryKey);
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 1), Text("v", "x")))).IsAccepted);
        await node.TrustedAsync(Create("t", Int("id", 1), Text("v", "y")));
        Assert.Equal(["1|2|y"], await node.QueryAsync("SELECT id, k, v FROM t"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_ColumnOfTheKeyIsIgnored_IsRefusedByName(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY, v text)");
        node.Options = node.Options with { Ignore = ["public.t.id"] };

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.Contains("'id' of the key of table public.t is ignored", fault.Message, StringComparison.Ordinal);
    }
}
