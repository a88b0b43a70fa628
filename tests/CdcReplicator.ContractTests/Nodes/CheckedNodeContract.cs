using CdcReplicator.Model;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Checked semantics: the verdicts, the same on every kind of node.</summary>
public sealed class CheckedNodeContract
{
    private const string Ddl = """
        CREATE TABLE person (id int PRIMARY KEY, name varchar(10) NOT NULL, email text UNIQUE, age int CHECK (age >= 0));
        CREATE TABLE pet (id int PRIMARY KEY, owner int REFERENCES person (id), name text);
        CREATE TABLE late_pet (id int PRIMARY KEY, owner int REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO person VALUES (1, 'ann', 'a@x', 30), (2, 'bob', 'b@x', NULL);
        INSERT INTO pet VALUES (10, 1, 'rex');
        """;

    private static readonly TableName Person = TableName.Parse("person");

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_AllOperations_TakeEffect(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var verdict = await node.CheckedAsync(
            Create("person", Int("id", 3), Text("name", "cyd"), Null("email"), Int("age", 1)),
            Update("person", [Int("id", 2)], Int("age", 41)).Expecting(Null("age"), Text("name", "bob")),
            Read("person", Int("id", 1), Text("name", "anna"), Text("email", "a@x"), Int("age", 31)),
            Read("person", Int("id", 4), Text("name", "dan"), Null("email"), Null("age")),
            Delete("pet", Int("id", 10)),
            Update("person", [Int("id", 4)], Int("id", 5), Text("name", "eve"))
        );

        Assert.True(verdict.IsAccepted, verdict.Rejection?.Detail);
        Assert.Equal(
            ["1|anna|a@x|31", "2|bob|b@x|41", "3|cyd|NULL|1", "5|eve|NULL|NULL"],
            await node.QueryAsync("SELECT id, name, email, age FROM person ORDER BY id")
        );
        Assert.Empty(await node.QueryAsync("SELECT * FROM pet"));
    }

    public static TheoryData<string> Cases => [.. Refusals.Keys];

    private static readonly Dictionary<string, (RowChange[] Rows, Rejection Expected)> Refusals = new()
    {
        ["duplicate key"] = (
            [Create("person", Int("id", 1), Text("name", "x"))],
            Expect(RejectionReason.DuplicateKey, """{"id":1}""")
        ),
        ["duplicate key wins over everything behind it"] = (
            [Create("person", Int("id", 1), Null("name"), Text("email", "b@x"), Int("age", -1))],
            Expect(RejectionReason.DuplicateKey, """{"id":1}""")
        ),
        ["update of a missing row"] = (
            [Update("person", [Int("id", 9)], Text("name", "x"))],
            Expect(RejectionReason.RowMissing, """{"id":9}""")
        ),
        ["update of nothing but the key of a missing row"] = (
            [Update("person", [Int("id", 9)], Int("id", 9))],
            Expect(RejectionReason.RowMissing, """{"id":9}""")
        ),
        ["delete of a missing row"] = (
            [Delete("person", Int("id", 9))],
            Expect(RejectionReason.RowMissing, """{"id":9}""")
        ),
        ["expectation on another value"] = (
            [Update("person", [Int("id", 1)], Int("age", 31)).Expecting(Int("age", 29))],
            Expect(RejectionReason.ExpectationFailed, """{"id":1}""", "age")
        ),
        ["expectation on NULL"] = (
            [Delete("person", Int("id", 1)).Expecting(Null("email"))],
            Expect(RejectionReason.ExpectationFailed, """{"id":1}""", "email")
        ),
        ["expectation on a missing row"] = (
            [Delete("person", Int("id", 9)).Expecting(Null("email"))],
            Expect(RejectionReason.RowMissing, """{"id":9}""")
        ),
        ["unique on insert"] = (
            [Create("person", Int("id", 3), Text("name", "x"), Text("email", "a@x"))],
            Expect(RejectionReason.UniqueViolation, """{"id":3}""")
        ),
        ["unique on update"] = (
            [Update("person", [Int("id", 2)], Text("email", "a@x"))],
            Expect(RejectionReason.UniqueViolation, """{"id":2}""")
        ),
        ["check before unique"] = (
            [Create("person", Int("id", 3), Text("name", "x"), Text("email", "a@x"), Int("age", -1))],
            Expect(RejectionReason.CheckViolation, """{"id":3}""")
        ),
        ["check on update"] = (
            [Update("person", [Int("id", 1)], Int("age", -5))],
            Expect(RejectionReason.CheckViolation, """{"id":1}""")
        ),
        ["null before check"] = (
            [Create("person", Int("id", 3), Int("age", -1))],
            Expect(RejectionReason.NotNullViolation, """{"id":3}""", "name")
        ),
        ["null on update"] = (
            [Update("person", [Int("id", 1)], Null("name"))],
            Expect(RejectionReason.NotNullViolation, """{"id":1}""", "name")
        ),
        ["foreign key on insert"] = (
            [Create("pet", Int("id", 11), Int("owner", 99))],
            Expect(RejectionReason.ForeignKeyViolation, """{"id":11}""", table: "pet")
        ),
        ["foreign key on delete of the parent"] = (
            [Delete("person", Int("id", 1))],
            Expect(RejectionReason.ForeignKeyViolation, """{"id":1}""")
        ),
        ["foreign key on key change of the parent"] = (
            [Update("person", [Int("id", 1)], Int("id", 7))],
            Expect(RejectionReason.ForeignKeyViolation, """{"id":1}""")
        ),
        ["key change onto another row"] = (
            [Update("person", [Int("id", 1)], Int("id", 2))],
            Expect(RejectionReason.DuplicateKey, """{"id":1}""")
        ),
        ["deferred foreign key at the end"] = (
            [Create("late_pet", Int("id", 1), Int("owner", 50))],
            new Rejection(RejectionReason.ForeignKeyViolation, null, null, null, "")
        ),
        ["too long"] = (
            [Create("person", Int("id", 3), Text("name", "12345678901"))],
            Expect(RejectionReason.InvalidValue, """{"id":3}""", "name")
        ),
        ["out of range"] = (
            [Update("person", [Int("id", 1)], Int("age", 3_000_000_000))],
            Expect(RejectionReason.InvalidValue, """{"id":1}""", "age")
        ),
        ["no key"] = ([Create("person", Text("name", "x"))], Expect(RejectionReason.InvalidValue, null, "id")),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Apply_Refused_IsUndoneWholeAndRecordedAlikeOnSqlite(string name) =>
        await AssertRefusedAsync(Nodes.NodeKinds.Sqlite, name);

    [Testing.PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task Apply_Refused_IsUndoneWholeAndRecordedAlikeOnPostgres(string name) =>
        await AssertRefusedAsync(Nodes.NodeKinds.Postgres, name);

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_DeferredForeignKeyMetLater_IsAcceptedAndCheckedAgainNextTime(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var parentLast = await node.CheckedAsync(
            Create("late_pet", Int("id", 1), Int("owner", 60)),
            Create("person", Int("id", 60), Text("name", "p"))
        );

        Assert.True(parentLast.IsAccepted, parentLast.Rejection?.Detail);
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        var orphan = node.Change(WriteSemantics.Checked, Create("late_pet", Int("id", 2), Int("owner", 61)));
        var family = node.Change(
            WriteSemantics.Checked,
            Create("late_pet", Int("id", 3), Int("owner", 62)),
            Create("person", Int("id", 62), Text("name", "q"))
        );
        Assert.False((await transaction.ApplyAsync(orphan, CancellationToken.None)).IsAccepted);
        Assert.True((await transaction.ApplyAsync(family, CancellationToken.None)).IsAccepted);
    }

    private static async Task AssertRefusedAsync(string kind, string name)
    {
        var (rows, expected) = Refusals[name];
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        var before = await node.QueryAsync("SELECT * FROM person ORDER BY id");

        var verdict = await node.CheckedAsync([
            Create("person", Int("id", 70), Text("name", "first")),
            .. rows,
            Create("person", Int("id", 71), Text("name", "last")),
        ]);

        Assert.Equal(expected, verdict.Rejection! with { Detail = "" });
        Assert.Equal(before, await node.QueryAsync("SELECT * FROM person ORDER BY id"));
        var state = kind == Nodes.NodeKinds.Postgres ? "cdc_replicator.rejections" : "cdc_replicator_rejections";
        var recorded = await node.QueryAsync(
            $"SELECT sequence, publisher, number, reason, table_name, row_key, constraint_name FROM {state}"
        );
        Assert.Equal(
            $"0|test|1|{expected.Reason}|{expected.Table?.ToString() ?? "NULL"}|{expected.Key ?? "NULL"}|"
                + $"{expected.Constraint ?? "NULL"}",
            Assert.Single(recorded)
        );
        Assert.True((await node.CheckedAsync(Create("person", Int("id", 70), Text("name", "next")))).IsAccepted);
    }

    private static Rejection Expect(
        RejectionReason reason,
        string? key,
        string? constraint = null,
        string? table = null
    ) => new(reason, table is null ? Person : TableName.Parse(table), key, constraint, "");
}
