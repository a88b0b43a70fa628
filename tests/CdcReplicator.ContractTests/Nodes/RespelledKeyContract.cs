using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Keys that the database takes for equal though their values are not: text without case, the two zeros. They mean one
/// row.
/// </summary>
public sealed class RespelledKeyContract
{
    private const string Tags = "SELECT name, part, v, body FROM tag ORDER BY name, part";

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyTrusted_KeyRespelled_KeepsTheRowInTheNewSpelling(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));
        var respelled = Update("tag", Key("a", 1), Text("name", "A"), Int("part", 1), Int("v", 9), Unavailable("body"));

        await node.TrustedAsync(respelled);
        await node.TrustedAsync(respelled);

        Assert.Equal(["A|1|9|long", "b|1|2|NULL"], await node.QueryAsync(Tags));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyTrusted_KeyMovesOntoAnotherRowInAnotherSpelling_ReplacesIt(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        await node.TrustedAsync(
            Update("tag", Key("a", 1), Text("name", "B"), Int("part", 1), Int("v", 9), Unavailable("body"))
        );

        Assert.Equal(["B|1|9|long"], await node.QueryAsync(Tags));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyTrusted_ZeroKeyChangesItsSign_KeepsTheRow(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        await node.TrustedAsync(Update("gauge", [Double("f", 0.0)], Double("f", -0.0), Int("v", 9)));

        Assert.Equal(["0|9"], await node.QueryAsync("SELECT f + 0.0, v FROM gauge"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyChecked_KeyRespelled_IsAcceptedAndWritten(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        var verdict = await node.CheckedAsync(Update("tag", Key("a", 1), Text("name", "A"), Int("v", 9)));

        Assert.True(verdict.IsAccepted, verdict.Rejection?.Detail);
        Assert.Equal(
            "A|1|9|long",
            (await node.QueryAsync(Tags)).Single(row => row.EndsWith("long", StringComparison.Ordinal))
        );
    }

    /// <summary>
    /// The refused row forces the careful way for all; it must not find fault with the respelled one.
    /// </summary>
    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyChecked_KeyRespelledBesideARefusedRow_IsRefusedForThatRow(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        var verdict = await node.CheckedAsync(
            Update("tag", Key("a", 1), Text("name", "A"), Int("v", 9)),
            Update("gauge", [Double("f", 0.0)], Double("f", -0.0)),
            Delete("tag", Key("c", 1))
        );

        Assert.Equal(
            (RejectionReason.RowMissing, """{"name":"c","part":1}"""),
            (verdict.Rejection!.Reason, verdict.Rejection.Key)
        );
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyChecked_KeyMovesOntoAnotherRowInAnotherSpelling_IsADuplicate(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        var verdict = await node.CheckedAsync(Update("tag", Key("a", 1), Text("name", "B")));

        Assert.Equal(RejectionReason.DuplicateKey, verdict.Rejection?.Reason);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplySnapshot_RowsInAnotherSpelling_AreKept(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl(kind));

        await BringAsync(node, SnapshotMark.First, Read("tag", Text("name", "A"), Int("part", 1), Int("v", 9)));
        await BringAsync(node, SnapshotMark.Last, Read("gauge", Double("f", -0.0), Int("v", 9)));

        Assert.Equal(["9|long"], await node.QueryAsync("SELECT v, body FROM tag"));
        Assert.Equal(["9"], await node.QueryAsync("SELECT v FROM gauge"));
    }

    private static string Ddl(string kind)
    {
        const string collation =
            "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);";
        return (kind == NodeKinds.Postgres ? collation : "")
            + """
                CREATE TABLE tag (name text COLLATE nocase NOT NULL, part int NOT NULL, v int, body text, PRIMARY KEY (name, part));
                CREATE TABLE gauge (f double precision PRIMARY KEY, v int);
                INSERT INTO tag VALUES ('a', 1, 1, 'long'), ('b', 1, 2, NULL);
                INSERT INTO gauge VALUES (0.0, 1);
                """;
    }

    private static (string, DataValue)[] Key(string name, int part) => [Text("name", name), Int("part", part)];

    private static (string, DataValue) Double(string column, double value) => (column, DataValue.Float64(value));

    private static Task BringAsync(TestNode node, SnapshotMark mark, RowChange row) =>
        node.ApplyAsync(node.Change(WriteSemantics.Trusted, row) with { Snapshot = mark });
}
