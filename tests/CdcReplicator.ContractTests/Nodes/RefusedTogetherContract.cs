using CdcReplicator.Model;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Transactions that constraints refuse, in one batch: every verdict is that of one by one, with its words, and so are
/// the rows that are left.
/// </summary>
public sealed class RefusedTogetherContract
{
    private const string People = """
        CREATE TABLE people (id int PRIMARY KEY, mail text UNIQUE, name text UNIQUE, v int);
        CREATE UNIQUE INDEX a_last_one ON people (v, mail);
        INSERT INTO people VALUES (1, 'm1', 'n1', 1), (2, 'm2', 'n2', 2);
        """;

    private const string Family = """
        CREATE TABLE p (id int PRIMARY KEY, v int); INSERT INTO p VALUES (1, 0), (2, 0);
        CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p, other int REFERENCES p, up int REFERENCES c, name text UNIQUE);
        INSERT INTO c VALUES (1, 1, 1, NULL, 'n1');
        """;

    [Theory, SqliteNode, PostgresNode]
    public Task ApplyBatch_ValuesThatOthersHave_AreRefusedByTheConstraintThatComesFirst(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            People,
            "people",
            Person(1, "x", "x", 1),
            Person(11, "m1", "x1", 1),
            Person(12, "x2", "n1", 1),
            Person(13, "m1", "n1", 2),
            Person(14, "m1", "n1", 1),
            Person(15, "x5", "x5", 5),
            Person(16, "x5", "x6", 6),
            Person(16, "x6", "x6", 6),
            Update("people", [Int("id", 2)], Text("mail", "m1")),
            Update("people", [Int("id", 2)], Text("mail", "m1"), Text("name", "n1")),
            Update("people", [Int("id", 2)], Text("mail", "m2"), Text("name", "n2"), Int("v", 9)),
            Update("people", [Int("id", 15)], Text("mail", "m2")),
            Update("people", [Int("id", 99)], Text("mail", "m2")),
            Read("people", Int("id", 17), Text("mail", "m1"), Text("name", "x7"), Int("v", 1)),
            Read("people", Int("id", 2), Text("mail", "m1"), Text("name", "n2"), Int("v", 1)),
            Update("people", [Int("id", 1)], Text("mail", "free")),
            Person(18, "m1", "x8", 1)
        );

    [Theory, SqliteNode, PostgresNode]
    public Task ApplyBatch_ParentsThatAreMissing_AreRefusedWhereTheyAreMissed(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            Family,
            "c",
            Child(11, 1, 2, null, "x1"),
            Child(12, 9, 2, null, "x2"),
            Child(13, 9, 9, null, "x3"),
            Child(14, 9, 1, null, "n1"),
            Child(15, 1, 1, 15, "x5"),
            Child(16, 1, 1, 17, "x6"),
            Child(17, 1, 1, 16, "x7"),
            Update("c", [Int("id", 11)], Int("p", 9)),
            Update("c", [Int("id", 11)], Int("up", 11)),
            Update("c", [Int("id", 12)], Int("p", 9)),
            Create("p", Int("id", 9), Int("v", 1)),
            Child(18, 9, 9, null, "x8"),
            Child(18, 8, 9, null, "x8")
        );

    [Theory, SqliteNode, PostgresNode]
    public Task ApplyBatch_ChecksBesideUniques_ComeFirst(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            "CREATE TABLE t (id int PRIMARY KEY, name text UNIQUE, v int CHECK (v > 0)); INSERT INTO t VALUES (1, "
                + "'n1', 1)",
            "t",
            Create("t", Int("id", 2), Text("name", "n1"), Int("v", 1)),
            Create("t", Int("id", 3), Text("name", "n1"), Int("v", 0)),
            Create("t", Int("id", 4), Text("name", "n4"), Int("v", 0)),
            Create("t", Int("id", 5), Text("name", "n5"), Int("v", 5)),
            Create("t", Int("id", 6), Text("name", "n6"), Int("v", -1)),
            Update("t", [Int("id", 5)], Int("v", -1)),
            Update("t", [Int("id", 1)], Int("v", 7))
        );

    [Theory, PostgresNode]
    public Task ApplyBatch_ValuesThatOnlyTheServerReads_AreRefusedWithTheirColumn(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            "CREATE TABLE t (id int PRIMARY KEY, a inet, r int4range, v int CHECK (v > 0))",
            "t",
            Ranged(1, "10.0.0.1", "[1,5)", 1),
            Ranged(2, "nowhere", "[1,5)", 1),
            Ranged(3, "10.0.0.3", "[5,1)", 1),
            Ranged(4, "nowhere", "[5,1)", 1),
            Ranged(5, "10.0.0.5", "[1,5)", 0),
            Ranged(6, "10.0.0.6", "[1,5)", 6),
            Update("t", [Int("id", 1)], Text("r", "[5,1)")),
            Update("t", [Int("id", 6)], Text("r", "[2,6)"))
        );

    [Theory, SqliteNode, PostgresNode]
    public Task ApplyBatch_ForeignKeyLookedAtAtTheEnd_IsRefusedAsThere(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p DEFERRABLE INITIALLY DEFERRED, name text UNIQUE);
            """,
            "c",
            [
                .. Enumerable
                    .Range(1, 6)
                    .Select(id => Create("c", Int("id", id), Int("p", 5), Text("name", $"n{id % 2}"))),
            ]
        );

    [Theory, PostgresNode]
    public Task ApplyBatch_RowThatNoPartTakes_IsRefusedThoughALaterChangeHidesIt(string kind) =>
        AssertAsOneByOneAsync(
            kind,
            """
            CREATE TABLE t (id int PRIMARY KEY, v int) PARTITION BY RANGE (id);
            CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100);
            """,
            "t",
            Create("t", Int("id", 1), Int("v", 1)),
            Create("t", Int("id", 200), Int("v", 1)),
            Delete("t", Int("id", 200)),
            Create("t", Int("id", 2), Int("v", 1)),
            Create("t", Int("id", 3), Int("v", 1)),
            Create("t", Int("id", 4), Int("v", 1))
        );

    private static async Task AssertAsOneByOneAsync(string kind, string ddl, string table, params RowChange[] changes)
    {
        await using var single = await TestNode.CreateAsync(kind, ddl);
        await using var batched = await TestNode.CreateAsync(kind, ddl);
        // Twice, so that the second batch knows what the first has met.
        for (var round = 0; round < 2; round++)
        {
            var expected = new List<Verdict>();
            foreach (var change in changes)
            {
                expected.Add(await single.ApplyAsync(single.Change(WriteSemantics.Checked, change)));
            }

            var verdicts = await batched.ApplyBatchAsync([
                .. changes.Select(change => batched.Change(WriteSemantics.Checked, change)),
            ]);

            Assert.Equal(expected, verdicts);
            Assert.Equal(await ContentsAsync(single, table), await ContentsAsync(batched, table));
        }
    }

    private static async Task<string[]> ContentsAsync(TestNode node, string table)
    {
        var state = node.Options.Kind == CdcReplicator.Nodes.NodeKinds.Postgres ? "cdc_replicator." : "cdc_replicator_";
        return
        [
            .. await node.QueryAsync($"SELECT * FROM {table} ORDER BY id"),
            .. await node.QueryAsync($"SELECT * FROM {state}rejections ORDER BY sequence"),
        ];
    }

    private static RowChange Person(int id, string mail, string name, int v) =>
        Create("people", Int("id", id), Text("mail", mail), Text("name", name), Int("v", v));

    private static RowChange Ranged(int id, string address, string range, int v) =>
        Create("t", Int("id", id), Text("a", address), Text("r", range), Int("v", v));

    private static RowChange Child(int id, int p, int other, int? up, string name) =>
        Create(
            "c",
            Int("id", id),
            Int("p", p),
            Int("other", other),
            up is { } row ? Int("up", row) : Null("up"),
            Text("name", name)
        );
}
