using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Trusted semantics: idempotent by key.</summary>
public sealed class TrustedNodeContract
{
    private const string Ddl = """
        CREATE TABLE doc (id int PRIMARY KEY, title text NOT NULL, body text);
        CREATE TABLE note (id int PRIMARY KEY, doc int REFERENCES doc (id));
        CREATE TABLE feed (line text, n int);
        CREATE TABLE odd (id int PRIMARY KEY, "unit-price" int, "größe" int, "2nd" int);
        INSERT INTO doc VALUES (1, 'one', 'long body'), (2, 'two', NULL);
        INSERT INTO note VALUES (10, 1);
        """;

    private const string Docs = "SELECT id, title, body FROM doc ORDER BY id";

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_EverythingTwice_LeavesTheSameRows(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        RowChange[] changes =
        [
            Create("doc", Int("id", 3), Text("title", "three"), Null("body")),
            Update("doc", [Int("id", 2)], Int("id", 2), Text("title", "second"), Text("body", "b")),
            Delete("note", Int("id", 10)),
            Update("doc", [Int("id", 9)], Int("id", 9), Text("title", "never seen"), Null("body")),
            Read("doc", Int("id", 4), Text("title", "four"), Null("body")),
        ];

        await node.TrustedAsync(changes);
        await node.TrustedAsync(changes);

        Assert.Equal(
            ["1|one|long body", "2|second|b", "3|three|NULL", "4|four|NULL", "9|never seen|NULL"],
            await node.QueryAsync(Docs)
        );
        Assert.Empty(await node.QueryAsync("SELECT * FROM note"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_NumberIntoAText_IsTakenAndCounted(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.TrustedAsync(Create("doc", Int("id", 100), Int("title", 100), Null("body")));
        await node.ApplyBatchAsync([
            .. Enumerable
                .Range(101, 60)
                .Select(id =>
                    node.Change(
                        WriteSemantics.Trusted,
                        Create("doc", Int("id", id), id % 2 == 0 ? Int("title", id) : Text("title", "t"), Null("body"))
                    )
                ),
        ]);

        Assert.Equal(
            [KeyValuePair.Create("number as text, public.doc.title", 31L)],
            node.Node.NumbersAsText.Select(pair =>
                KeyValuePair.Create(pair.Key.Replace("main.", "public."), pair.Value)
            )
        );
        Assert.Equal(
            ["100", "102", "160"],
            await node.QueryAsync("SELECT title FROM doc WHERE id IN (100, 102, 160) ORDER BY id")
        );
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UnavailableValue_LeavesTheColumn(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        await node.TrustedAsync(Update("doc", [Int("id", 1)], Int("id", 1), Text("title", "new"), Unavailable("body")));

        Assert.Equal("1|new|long body", (await node.QueryAsync(Docs))[0]);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UnavailableValueOfMissingRow_Halts(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.TrustedAsync(Update("doc", [Int("id", 8)], Int("id", 8), Text("title", "x"), Unavailable("body")))
        );

        Assert.False(fault.IsTransient);
        Assert.Contains("""{"id":8}""", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await node.QueryAsync(Docs)).Length);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_KeyChange_KeepsUnavailableValuesAndIgnoresChildren(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        var move = Update("doc", [Int("id", 1)], Int("id", 7), Text("title", "moved"), Unavailable("body")) with
        {
            ChangesKey = true,
        };

        await node.TrustedAsync(move);
        await node.TrustedAsync(move);

        Assert.Equal(["2|two|NULL", "7|moved|long body"], await node.QueryAsync(Docs));
        Assert.Equal(["10|1"], await node.QueryAsync("SELECT id, doc FROM note"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_KeyChangeOntoAnotherRow_ReplacesIt(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        await node.TrustedAsync(
            Update("doc", [Int("id", 1)], Int("id", 2), Text("title", "moved"), Unavailable("body")) with
            {
                ChangesKey = true,
            }
        );

        Assert.Equal(["2|moved|long body"], await node.QueryAsync(Docs));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_TableWithoutKey_TouchesOneRowOnly(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        var line = Create("feed", Text("line", "a"), Null("n"));
        var old = RowImages.Of(Text("line", "a"), Null("n"));

        await node.TrustedAsync(line, line, line);
        await node.TrustedAsync(
            new RowChange
            {
                Table = line.Table,
                Operation = ChangeOperation.Delete,
                Before = old,
                BeforeIsComplete = true,
            },
            new RowChange
            {
                Table = line.Table,
                Operation = ChangeOperation.Update,
                Before = old,
                After = RowImages.Of(Text("line", "b"), Int("n", 1)),
                BeforeIsComplete = true,
            }
        );

        Assert.Equal(["a|NULL", "b|1"], await node.QueryAsync("SELECT line, n FROM feed ORDER BY line"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_Truncate_EmptiesTheTable(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        await node.TrustedAsync(Truncate("doc"), Truncate("note"));

        Assert.Empty(await node.QueryAsync(Docs));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_AdjustedAndDamagedNames_FindTheirColumns(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        await node.TrustedAsync(
            Create("odd", Int("id", 1), Int("unit_price", 2), Int("gr__e", 3), Int("_2nd", 4)),
            Create("odd", Int("id", 2), Int("unit-price", 5), Int("gr____e", 6), Int("2nd", 7)),
            Create("odd", Int("id", 3), Int("gr\uFFC3\uFFB6\uFFC3\uFF9Fe", 8))
        );

        Assert.Equal(["1|2|3|4", "2|5|6|7", "3|NULL|8|NULL"], await node.QueryAsync("SELECT * FROM odd ORDER BY id"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UnknownTable_HaltsUnlessIgnored(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await using var tolerant = await TestNode.CreateAsync(kind, Ddl);
        tolerant.Options = tolerant.Options with { Ignore = ["sig.*", "public.doc.extra"] };
        RowChange[] changes =
        [
            Create("sig.signal", Int("id", 1)),
            Create("doc", Int("id", 5), Text("title", "five"), Int("extra", 1)),
        ];

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.TrustedAsync(changes));
        await tolerant.TrustedAsync(changes);

        Assert.False(fault.IsTransient);
        Assert.Contains("sig.signal", fault.Message, StringComparison.Ordinal);
        Assert.Equal("5|five|NULL", (await tolerant.QueryAsync(Docs))[^1]);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_ConstraintViolation_HaltsAndNamesTheRow(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.TrustedAsync(Create("doc", Int("id", 6), Null("title"), Null("body")))
        );

        Assert.False(fault.IsTransient);
        Assert.Equal(kind == NodeKinds.Postgres ? "23502" : "1299", fault.Code);
        Assert.Contains("""{"id":6}""", fault.Message, StringComparison.Ordinal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_SnapshotStartedTwice_LeavesWhatTheSecondBrought(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await SnapshotAsync(node, SnapshotMark.First, Read("doc", Int("id", 21), Text("title", "gone"), Null("body")));
        await SnapshotAsync(node, SnapshotMark.Middle, Read("feed", Text("line", "x"), Null("n")));
        await SnapshotAsync(node, SnapshotMark.Middle, Read("note", Int("id", 30), Int("doc", 21)));

        await SnapshotAsync(node, SnapshotMark.First, Read("doc", Int("id", 1), Text("title", "one"), Null("body")));
        Assert.Equal(SnapshotStage.Open, (await node.OpenAsync()).Snapshots["source"].Stage);
        await SnapshotAsync(node, SnapshotMark.Middle, Read("feed", Text("line", "x"), Null("n")));
        await SnapshotAsync(node, SnapshotMark.Middle, Read("feed", Text("line", "x"), Null("n")));
        await SnapshotAsync(node, SnapshotMark.Last, Read("doc", Int("id", 22), Text("title", "kept"), Null("body")));

        Assert.Equal(["1|one|NULL", "22|kept|NULL"], await node.QueryAsync(Docs));
        Assert.Equal(2, (await node.QueryAsync("SELECT * FROM feed")).Length);
        Assert.Empty(await node.QueryAsync("SELECT * FROM note"));
        Assert.Equal(SnapshotStage.Over, (await node.OpenAsync()).Snapshots["source"].Stage);
    }

    /// <summary>
    /// As after <c>ADD PRIMARY KEY (id, f)</c> in the source: records from before lack the column, and the node gives
    /// it the default.
    /// </summary>
    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_SnapshotRowsWithoutPartOfTheKey_AreKept(string kind)
    {
        await using var node = await TestNode.CreateAsync(
            kind,
            "CREATE TABLE grown (id int NOT NULL, f text NOT NULL DEFAULT 'filled', PRIMARY KEY (id, f))"
        );

        await SnapshotAsync(node, SnapshotMark.First, Read("grown", Int("id", 1)));
        await SnapshotAsync(node, SnapshotMark.Last, Read("grown", Int("id", 2)));

        Assert.Equal(["1|filled", "2|filled"], await node.QueryAsync("SELECT id, f FROM grown ORDER BY id"));
    }

    private static Task SnapshotAsync(TestNode node, SnapshotMark mark, RowChange row) =>
        node.ApplyAsync(node.Change(WriteSemantics.Trusted, row) with { Snapshot = mark });
}
