using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static System.StringComparison;
using static CdcReplicator.ContractTests.Rows;
using static CdcReplicator.Model.SnapshotMark;

namespace CdcReplicator.ContractTests;

/// <summary>Snapshots as connectors really mark them, one by one and in batches.</summary>
public sealed class SnapshotNodeContract
{
    private static readonly (string First, string Second)[] MovedValues =
    [
        ("1=x 2=y 9=w", "1=y 3=x"),
        ("1=x 2=y 9=w", "3=x 4=y"),
        ("1=x 2=y 3=z 9=w", "1=y 2=z 3=x"),
    ];

    private const string Ddl = """
        CREATE TABLE a (id int PRIMARY KEY, v text);
        CREATE TABLE b (id int PRIMARY KEY, v text);
        CREATE TABLE feed (line text);
        """;

    private static readonly (string What, string Log, string Expected)[] Cases =
    [
        ("no first: begun again", "FirstOfTable:1 a1 a2 a3 | FirstOfTable:2 a1 a3 Last:2 a4", "a1 a3 a4"),
        ("late first", "FirstOfTable:1 a1 a2 | First:1 b1 Last:1 b2", "a1 a2 b1 b2"),
        ("interleaved", "FirstOfTable:1 a1 | FirstOfTable:1 b1 | Middle:1 a2 b2 Last:1 a3", "a1 a2 a3 b1 b2"),
        ("a table emptied between", "First:1 a1 b1 b2 | First:2 a1 Last:2 a2", "a1 a2"),
        ("streamed between", "First:1 a1 a2 | None: +a9 | Middle:1 a3 Last:1 b1", "a1 a2 a3 a9 b1"),
        ("streamed, then deleted", "First:1 a1 a2 | None: +a9 | None: -a9 Last:1 b1", "a1 a2 b1"),
        ("incremental beside", "First:1 a1 a2 | Incremental: a8 | Last:1 a3", "a1 a2 a3 a8"),
        ("one table again", "ByTable First:1 a1 a2 b1 Last:1 b2 | First:2 b1 Last:2 b3", "a1 a2 b1 b3"),
        (
            "broken off, then another table",
            "ByTable First:1 a1 a2 b1 Last:1 b2 | First:2 b1 | None: +a7 | First:3 a1 a7 Last:3 a8",
            "a1 a7 a8 b1 b2"
        ),
        ("a table emptied, all read anew", "Whole First:1 a1 b1 Last:1 b2 | First:2 a1 Last:2 a2", "a1 a2"),
        ("a streamed table emptied", "Whole First:1 a1 Last:1 a2 | None: +b1 +b2 | First:2 a1 Last:2 a2", "a1 a2"),
        ("streamed beside a whole one", "Whole First:1 a1 Last:1 a2 | First:2 a1 | None: +b1 | Last:2 a2", "a1 a2 b1"),
        ("a keyless table emptied", "Whole First:1 f1 a1 Last:1 f2 | First:2 a1 Last:2 a2", "a1 a2"),
        ("nothing left of a table", "First:1 a1 b1 Last:1 a2 | None: -b1 | First:2 a1 Last:2 a3", "a1 a3"),
        ("streamed behind", "First:1 a1 | Last:1 a2 | None: +a3 +b1 | None: -a1", "a2 a3 b1"),
        ("keyless", "FirstOfTable:1 f1 f1 f2 | FirstOfTable:2 f1 f1 Last:2 a1", "a1 f1 f1"),
    ];

    [Theory, MemberData(nameof(CasesOf), NodeKinds.Sqlite)]
    [MemberData(nameof(CasesOf), NodeKinds.Postgres)]
    public async Task Apply_MarksAsSent_LeavesWhatTheSourceHas(string kind, string what, string log, string expected)
    {
        await using var single = await TestNode.CreateAsync(kind, Ddl);
        await using var batched = await TestNode.CreateAsync(kind, Ddl);
        await single.OpenAsync();

        foreach (var transaction in Read(single, log))
        {
            await single.ApplyAsync(transaction);
        }

        await batched.ApplyBatchAsync([.. Read(batched, log)]);

        Assert.Equal($"{what}: {expected}", $"{what}: {await RowsOf(single)}");
        Assert.Equal($"{what}: {expected}", $"{what}: {await RowsOf(batched)}");
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_WholeSnapshotOrOneOfATable_HaltsWhereItIsNotSaid(string kind)
    {
        const string Before = "First:1 a1 f1 Last:1 a2 | None: +b1 |";
        const string Again = "First:2 a1 Last:2 a3";
        await using var single = await TestNode.CreateAsync(kind, Ddl);
        await using var batched = await TestNode.CreateAsync(kind, Ddl);
        await batched.OpenAsync();
        await batched.ApplyBatchAsync([.. Read(batched, Before)]);
        foreach (var transaction in Read(single, Before + " First:2 a1"))
        {
            await single.ApplyAsync(transaction);
        }

        var one = await Assert.ThrowsAsync<NodeFaultException>(() => single.ApplyAsync(Read(single, Again).Last()));
        var many = await Assert.ThrowsAsync<NodeFaultException>(() =>
            batched.ApplyBatchAsync([.. Read(batched, Again)])
        );

        Assert.Equal(one.Message, many.Message);
        Assert.Contains("source 'source' has ended without a row of public.b, public.feed", one.Message, Ordinal);
        Assert.Contains("Set Sources:source:Snapshots", one.Remedy, Ordinal);
        await single.OpenAsync();
        Assert.Equal("a1 a2 b1 f1", await RowsOf(single));
    }

    // To a row before its own, to rows that are new, and in a circle.
    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UniqueValuesMovedBetweenTwoAttempts_LeavesWhatTheSourceHas(string kind)
    {
        foreach (var (first, second) in MovedValues)
        {
            await using var node = await TestNode.CreateAsync(
                kind,
                "CREATE TABLE u (id int PRIMARY KEY, v text UNIQUE)"
            );
            await node.OpenAsync();

            foreach (var transaction in UniqueRows(node, first, "1").SkipLast(1).Concat(UniqueRows(node, second, "2")))
            {
                await node.ApplyAsync(transaction);
            }

            var rows = await node.QueryAsync("SELECT id || '=' || v FROM u ORDER BY id");
            Assert.Equal(second, string.Join(' ', rows));
        }
    }

    // A whole snapshot. The first attempt loses its last row, and with it its end.
    private static IEnumerable<ChangeTransaction> UniqueRows(TestNode node, string rows, string attempt)
    {
        var words = rows.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var parts = words[i].Split('=');
            var row = Rows.Read("u", Int("id", int.Parse(parts[0], null)), Text("v", parts[1]));
            yield return node.Change(WriteSemantics.Trusted, row) with
            {
                Snapshot =
                    i == 0 ? First
                    : i == words.Length - 1 ? Last
                    : Middle,
                SnapshotAttempt = attempt,
            };
        }
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_InsideASnapshotWithoutFirst_KnowsIt(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        foreach (var transaction in Read(node, "FirstOfTable:1 a1 a2"))
        {
            await node.ApplyAsync(transaction);
        }

        var state = (await node.OpenAsync()).Snapshots["source"];

        Assert.Equal(new SnapshotState(SnapshotStage.Open, "1", IsShared: true, 0), state);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_AsAnEarlierVersionLeftIt_IsInsideTheSnapshot(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        foreach (var transaction in Read(node, "First:1 a1 a2"))
        {
            await node.ApplyAsync(transaction);
        }

        var states = kind == NodeKinds.Postgres ? "cdc_replicator.snapshot_states" : "cdc_replicator_snapshot_states";
        await node.ExecuteAsync($"DROP TABLE {states}");
        Assert.Equal(SnapshotStage.Open, (await node.OpenAsync()).Snapshots["source"].Stage);
        foreach (var transaction in Read(node, "First:2 a1 Last:2 a3"))
        {
            await node.ApplyAsync(transaction);
        }

        Assert.Equal("a1 a3", await RowsOf(node));
    }

    public static TheoryData<string, string, string, string> CasesOf(string kind)
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (var (what, log, expected) in Cases)
        {
            cases.Add(kind, what, log, expected);
        }

        return cases;
    }

    /// <summary>
    /// Words are rows, the scope of what follows, or the mark and attempt of the next row; rows after that one are in
    /// the middle of its attempt.
    /// </summary>
    private static IEnumerable<ChangeTransaction> Read(TestNode node, string log)
    {
        var (mark, attempt, scope) = (None, (string?)null, SnapshotScope.Unsaid);
        foreach (var word in log.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "|"))
        {
            if (word.Split(':') is [var name, var shared])
            {
                (mark, attempt) = (Enum.Parse<SnapshotMark>(name), shared.Length == 0 ? null : shared);
                continue;
            }

            if (Enum.TryParse<SnapshotScope>(word, out var said))
            {
                scope = said;
                continue;
            }

            yield return node.Change(WriteSemantics.Trusted, RowOf(word)) with
            {
                Snapshot = mark,
                SnapshotAttempt = attempt,
                SnapshotScope = scope,
            };
            mark = mark is First or FirstOfTable ? Middle : mark;
        }
    }

    private static RowChange RowOf(string word)
    {
        var row = word.TrimStart('+', '-');
        var id = row[1] - '0';
        return (word[0], row[0]) switch
        {
            ('+', _) => Create(row[..1], Int("id", id), Text("v", word)),
            ('-', _) => Delete(row[..1], Int("id", id)),
            (_, 'f') => Rows.Read("feed", Text("line", row[1..])),
            _ => Rows.Read(row[..1], Int("id", id), Text("v", word)),
        };
    }

    private static async Task<string> RowsOf(TestNode node) =>
        string.Join(
            ' ',
            await node.QueryAsync(
                "SELECT r FROM (SELECT 'a' || id AS r FROM a UNION ALL SELECT 'b' || id FROM b "
                    + "UNION ALL SELECT 'f' || line FROM feed) x ORDER BY r"
            )
        );
}
