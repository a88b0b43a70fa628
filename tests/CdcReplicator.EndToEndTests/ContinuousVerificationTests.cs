using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Three SQLite nodes that are compared continuously.</summary>
public sealed class ContinuousVerificationTests
{
    private const string Ddl = """
        CREATE TABLE t (id INT PRIMARY KEY, a TEXT, n INT); CREATE TABLE words (word TEXT PRIMARY KEY, n INT);
        CREATE TABLE loose (a TEXT)
        """;

    private const string Rows = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
        INSERT INTO t SELECT i, 'row ' || i, i % 7 FROM n;
        INSERT INTO words SELECT a, n FROM t WHERE id <= 100; INSERT INTO loose SELECT a FROM t WHERE id <= 100;
        INSERT INTO loose SELECT a FROM t WHERE id <= 50
        """;

    private static readonly VerificationOptions Options = new()
    {
        Interval = TimeSpan.FromMilliseconds(200),
        MaxLoad = 1,
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_ChangePlantedInOneNode_IsFoundAndTheNodeLeavesTheReadSet()
    {
        await using var bench = await Bench.StartAsync();
        var (databases, _) = await StartAsync(bench);
        await using var running = Running.Start(bench);
        await ProvedAsync(bench, "a", "b", "c");
        var store = new ProofStore(bench.Log.Metadata);
        var tables = await store.ReadTablesAsync("c", CancellationToken.None);
        Assert.Equal(
            [("public.loose", 150), ("public.t", 25_000), ("public.words", 100)],
            tables.Select(table => (table.Table, table.Rows))
        );
        await using var client = await bench.ConnectAsync(
            new CdcClusterOptions { Routing = new RoutingOptions { MaxProofAge = TimeSpan.FromMinutes(5) } }
        );
        await (await client.OpenConnectionAsync(ReadLevel.Any)).DisposeAsync();

        databases[2].Execute("UPDATE t SET a = 'planted' WHERE id = 24999");

        var odd = await bench.UntilAsync("c", status => status.State == NodeState.Diverged);
        Assert.Contains("public.t", odd.Reason, StringComparison.Ordinal);
        Assert.Contains("cdc-replicator verify", odd.Reason, StringComparison.Ordinal);
        await UntilAsync(bench, proofs => proofs.Of("c").Difference is not null);
        var (_, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Equal(
            ["equal", "equal", "different"],
            status
                .GetProperty("members")
                .EnumerateArray()
                .Select(member => member.GetProperty("proof").GetProperty("result").GetString())
        );
        var shown = await CliProcess.RunAsync(bench.At(""), "status", "-o", "wide", "--log", bench.Address);
        Assert.Contains("found different by its last proof", shown.Output, StringComparison.Ordinal);

        // The others are proved on, and the odd one is not.
        await ProvedAsync(bench, "a", "b");
        databases[2].Execute("UPDATE t SET a = 'row 24999' WHERE id = 24999");
        await ProvedAsync(bench, "a", "b", "c");
    }

    [Fact]
    public async Task Run_NodeThatCannotBeReadOrHasNoApplier_HasNoFreshProofAndIsNoDifferentEither()
    {
        await using var bench = await Bench.StartAsync();
        var (databases, appliers) = await StartAsync(bench);
        // No number: nobody can say what it is, so nobody can say that it differs.
        databases[2].Execute("UPDATE t SET n = 'seven' WHERE id = 20000");
        await using var running = Running.Start(bench);
        await ProvedAsync(bench, "a", "b");
        var first = (await ReadAsync(bench)).Of("a").Since;
        Assert.Null((await ReadAsync(bench)).Of("c").Since);

        databases[2].Execute("UPDATE t SET n = 20000 % 7 WHERE id = 20000");
        await ProvedAsync(bench, "a", "b", "c");
        Assert.True((await ReadAsync(bench)).Of("a").Since > first);

        await appliers[2].DisposeAsync();
        await MemberWait.UntilDeadAsync(bench.Log, "c", Patience);
        var last = (await ReadAsync(bench)).Of("c").Since;
        await ProvedAsync(bench, "a", "b");
        await ProvedAsync(bench, "a", "b");
        Assert.Equal(last, (await ReadAsync(bench)).Of("c").Since);
        Assert.Empty(
            await new DivergenceStore(bench.Log.Metadata, TimeProvider.System).ReadAsync(CancellationToken.None)
        );
    }

    [Fact]
    public async Task Run_TwoProcessesAskAtOnce_AllNodesAreProvedAllTheSame()
    {
        await using var bench = await Bench.StartAsync();
        await StartAsync(bench);
        await using var one = Running.Start(bench);
        await using var other = Running.Start(bench);

        await ProvedAsync(bench, "a", "b", "c");
        await ProvedAsync(bench, "a", "b", "c");

        Assert.Empty(
            await new DivergenceStore(bench.Log.Metadata, TimeProvider.System).ReadAsync(CancellationToken.None)
        );
    }

    private static async Task<(SqliteDatabase[] Databases, RunningApplier[] Appliers)> StartAsync(Bench bench)
    {
        var appliers = new List<RunningApplier>();
        SqliteDatabase[] databases = [.. "abc".Select(id => bench.Database($"{id}", Ddl))];
        foreach (var (database, id) in databases.Zip("abc"))
        {
            database.Execute(Rows);
            appliers.Add(await bench.ApplyAsync(database, $"{id}"));
        }

        foreach (var id in "abc")
        {
            await bench.UntilAsync($"{id}", status => status.State == NodeState.Active);
        }

        return (databases, [.. appliers]);
    }

    /// <summary>Waits until nodes have a proof that began after now.</summary>
    private static Task ProvedAsync(Bench bench, params string[] nodes)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return UntilAsync(
            bench,
            proofs => nodes.All(node => proofs.Of(node) is { Difference: null } proof && proof.Since >= now)
        );
    }

    private static async Task UntilAsync(Bench bench, Func<NodeProofs, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var directory = await ProofDirectory.OpenAsync(
            bench.Log.Metadata,
            TimeProvider.System,
            NullLogger<ProofDirectory>.Instance,
            patience.Token
        );
        for (var news = directory.Changed; !condition(directory.Current); news = directory.Changed)
        {
            await news.WaitAsync(patience.Token);
        }
    }

    private static Task<NodeProofs> ReadAsync(Bench bench) =>
        new ProofStore(bench.Log.Metadata).ReadNodesAsync(CancellationToken.None);

    /// <summary>Continuous verification as <c>run</c> composes it.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ProofMeter _meter = new();
        private readonly Task _running;

        private Running(Bench bench)
        {
            var schemas = new MetadataSchemaRegistry(bench.Log.Metadata);
            var time = TimeProvider.System;
            var connection = new ClusterConnection(bench.Log, schemas, "", new OrderGiver("u", "h", null, "run"))
            {
                Decoder = new RecordDecoder(schemas, new DebeziumDecoderOptions(), SourceCatalog.Empty, time),
            };
            _running = new ContinuousVerification(connection, Options, _meter, time, NullLogger.Instance).RunAsync(
                _stop.Token
            );
        }

        public static Running Start(Bench bench) => new(bench);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _meter.Dispose();
            _stop.Dispose();
        }
    }
}
