using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests.Join;

/// <summary><c>node add</c> and <c>node seed</c> as processes, with the copy that is shipped.</summary>
public sealed class NodeAddTests
{
    private const string Nothing = "SELECT 1";
    private const string Ddl = """
        CREATE TABLE items (id INTEGER PRIMARY KEY, what TEXT NOT NULL);
        CREATE INDEX items_by_what ON items (what);
        CREATE TABLE empty_one (id INTEGER PRIMARY KEY)
        """;

    [Fact]
    public async Task NodeAdd_EmptyFileUnderWrites_IsFilledProvedEqualAndSaysHowToGoOn()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a", Ddl), bench.Database("b", Nothing));
        await bench.ApplyAsync(a, "a");
        await WriteAsync(bench, 1, 200);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 199 });
        using var stop = new CancellationTokenSource();
        var writing = WriteUntilAsync(bench, 201, stop.Token);

        var added = await NodeFile.RunAsync(bench, b.Options("b"), "add", "b", "--full-speed");
        await stop.CancelAsync();
        var last = await writing;
        await bench.ApplyAsync(b, "b");
        await bench.UntilAsync("a", status => status.LastAppliedSequence >= last);
        await bench.UntilAsync(
            "b",
            status => status is { State: NodeState.Active } && status.LastAppliedSequence >= last
        );

        Assert.True(added.Code == 0, added.Output + added.Errors);
        Assert.Contains("b serves", added.Output, StringComparison.Ordinal);
        Assert.Contains("run --node b", added.Output, StringComparison.Ordinal);
        Assert.Contains("compared with another node before it serves", added.Output, StringComparison.Ordinal);
        Assert.Equal(a.Query(Events.Items), b.Query(Events.Items));
        const string schema =
            "SELECT name FROM sqlite_schema WHERE name LIKE '%item%' OR name LIKE 'empty%' ORDER BY name";
        Assert.Equal(a.Query(schema), b.Query(schema));
        Assert.Equal("0", b.Query("SELECT count(*) FROM cdc_replicator_proof_owed"));
    }

    [Fact]
    public async Task NodeSeed_Replace_AsksAndThenFillsANodeThatDiffersAnew()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a", Ddl), bench.Database("b", $"{Ddl}; INSERT INTO items VALUES (7777, 'mine')"));
        await bench.ApplyAsync(a, "a");
        await WriteAsync(bench, 1, 20);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 19 });

        var refused = await NodeFile.RunAsync(bench, b.Options("b"), "add", "b");
        var unsaid = await NodeFile.RunAsync(bench, b.Options("b"), "seed", "b");
        var unasked = await NodeFile.RunAsync(bench, b.Options("b"), "seed", "b", "--replace");
        var untouched = b.Query(Events.Items);
        var replaced = await NodeFile.RunAsync(bench, b.Options("b"), "seed", "b", "--replace", "--yes");
        var audit = await CliProcess.RunAsync(bench.At(""), "log", "audit", "--log", bench.Address);

        Assert.Equal((1, 2, 2, 0), (refused.Code, unsaid.Code, unasked.Code, replaced.Code));
        Assert.Contains("node adopt b", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("say --replace", unsaid.Errors, StringComparison.Ordinal);
        Assert.Equal("7777|mine", untouched);
        Assert.Equal(a.Query(Events.Items), b.Query(Events.Items));
        Assert.Contains("node seed --replace", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeAdd_InitialThenTwoMore_OneFromADonorAndOneFromTheLogAlone()
    {
        await using var bench = await Bench.StartAsync();
        var a = bench.Database("a", $"{Ddl}; INSERT INTO items VALUES (1, 'one'), (2, 'two')");
        var (b, c) = (bench.Database("b", Nothing), bench.Database("c", Ddl));

        var first = await NodeFile.RunAsync(bench, a.Options("a"), "add", "a", "--initial");
        await using (await bench.ApplyAsync(a, "a"))
        {
            await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 1 });
            var second = await NodeFile.RunAsync(bench, b.Options("b"), "add", "b", "--from", "a");
            Assert.True(second.Code == 0, second.Output + second.Errors);
        }

        var third = await NodeFile.RunAsync(bench, c.Options("c"), "add", "c");

        Assert.True(first.Code == 0, first.Output + first.Errors);
        Assert.True(third.Code == 0, third.Output + third.Errors);
        Assert.All([a, b, c], node => Assert.Equal("1|one,2|two", node.Query(Events.Items)));
    }

    [KafkaAndPostgresFact]
    public async Task NodeAdd_PostgresOnKafka_IsFilledAndProvedEqual()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{KafkaTestServer.NewClusterName()}");
        await using var a = await PostgresTestServer.CreateDatabaseAsync();
        await using var b = await PostgresTestServer.CreateDatabaseAsync();
        await a.ExecuteAsync(Ddl);
        await bench.ApplyAsync(Options("a", a));
        await WriteAsync(bench, 1, 100);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 99 });
        var node = Options("b", b) with
        {
            Seed = new SeedOptions { DonorConnections = new Dictionary<string, string> { ["a"] = a.ConnectionString } },
        };

        var added = await NodeFile.RunAsync(bench, node, "add", "b");

        Assert.True(added.Code == 0, added.Output + added.Errors);
        Assert.Equal(await a.QueryAsync(Events.Items), await b.QueryAsync(Events.Items));
    }

    private static NodeOptions Options(string id, PostgresTestDatabase database) =>
        new()
        {
            Id = id,
            Kind = NodeKinds.Postgres,
            ConnectionString = database.ConnectionString,
        };

    private static async Task<long> WriteAsync(Bench bench, int from, int to)
    {
        var last = -1L;
        for (var id = from; id <= to; id++)
        {
            last = (await bench.AppendAsync(Events.Create(id))).LastOffset;
        }

        return last;
    }

    private static async Task<long> WriteUntilAsync(Bench bench, int from, CancellationToken stop)
    {
        var last = -1L;
        for (var id = from; !stop.IsCancellationRequested; id++)
        {
            last = await WriteAsync(bench, id, id);
        }

        return last;
    }
}
