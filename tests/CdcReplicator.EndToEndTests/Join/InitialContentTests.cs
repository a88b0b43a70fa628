using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.EndToEndTests.Join;

/// <summary><c>node add --initial</c>: the first node's content becomes the beginning of the log.</summary>
public sealed class InitialContentTests
{
    private const string Ddl = """
        CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER NOT NULL REFERENCES aparent (id));
        CREATE TABLE aparent (id INTEGER PRIMARY KEY, above INTEGER REFERENCES aparent (id), name TEXT NOT NULL)
        """;

    private const string Rows = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
        INSERT INTO aparent SELECT i, CASE WHEN i = 2500 THEN NULL ELSE i + 1 END, 'name ' || i FROM n;
        INSERT INTO child SELECT id, 2501 - id FROM aparent
        """;

    private const string Parents = "SELECT * FROM aparent ORDER BY id";
    private const string Children = "SELECT * FROM child ORDER BY id";

    [Fact]
    public async Task NodeAdd_Initial_NodesAreBuiltFromTheLogAloneAndAreEqual()
    {
        await using var bench = await Bench.StartAsync();
        var a = bench.Database("a", $"{Ddl}; {Rows}");

        var added = await AddAsync(bench, a.Options("a"));
        var again = await AddAsync(bench, a.Options("a"));
        await bench.ApplyAsync(a, "a");
        var b = bench.Database("b", Ddl);
        await bench.ApplyAsync(b, "b");
        var end = (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset - 1;
        var first = await bench.UntilAsync("a", status => status.LastAppliedSequence >= end);
        var second = await bench.UntilAsync("b", status => status.LastAppliedSequence >= end);

        Assert.True(added.Code == 0, added.Output + added.Errors);
        Assert.Contains("published: 5,000 rows, all of a", added.Output, StringComparison.Ordinal);
        Assert.Contains("a serves", added.Output, StringComparison.Ordinal);
        Assert.Equal(2, again.Code);
        Assert.Contains("began with the content of 'a' already", again.Errors, StringComparison.Ordinal);
        Assert.Equal((a.Query(Parents), a.Query(Children)), (b.Query(Parents), b.Query(Children)));
        Assert.Equal(2500, b.Query(Children).Split(',').Length);
        Assert.Empty(first.Rejections);
        Assert.Empty(second.Rejections);
    }

    [Fact]
    public async Task NodeAdd_InitialOnALogThatIsNotEmpty_IsRefusedAndWritesNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var a = bench.Database("a", $"{Ddl}; {Rows}");

        var refused = await AddAsync(bench, a.Options("a"));

        Assert.Equal(2, refused.Code);
        Assert.Contains("The log is not empty", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);
        Assert.Equal("0", a.Query("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'cdc_replicator%'"));
    }

    [Fact]
    public async Task NodeAdd_InitialKilledInTheMiddle_PassesForNothing()
    {
        await using var bench = await Bench.StartAsync();
        var a = bench.Database("a", $"{Ddl}; {Rows}");
        var said = new InitialStore(bench.Log.Metadata);
        await said.PublishAsync(new InitialContent("a", IsWhole: false, DateTimeOffset.UtcNow), CancellationToken.None);
        await bench.AppendAsync(Events.Create(1));

        var b = await bench.ApplyAsync(bench.Database("b"), "b");
        var halted = await b.UntilToldAsync(status => status.State == NodeState.Halted);
        var again = await AddAsync(bench, a.Options("a"));

        Assert.Contains("content of the first node 'a' is not all in the log", halted.Reason, StringComparison.Ordinal);
        Assert.Equal(-1, halted.LastAppliedSequence);
        Assert.Equal(2, again.Code);
        Assert.Contains("give the cluster a new log", again.Errors, StringComparison.Ordinal);
    }

    private static Task<CliResult> AddAsync(Bench bench, NodeOptions node) =>
        NodeFile.RunAsync(bench, node, "add", node.Id, "--initial");
}
