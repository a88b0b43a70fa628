using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.EndToEndTests.Join;

/// <summary>Nodes join a cluster on SQLite by being started, with their appliers in this process.</summary>
public sealed class JoinTests
{
    private const string Nothing = "SELECT 1";

    [Fact]
    public async Task Run_EmptyDatabaseUnderWrites_IsFilledProvedAndOnlyThenServes()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a"), bench.Database("b", Nothing));
        await bench.ApplyAsync(a, "a");
        await WriteAsync(bench, 1, 50);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 49 });
        using var stop = new CancellationTokenSource();
        var writing = WriteUntilAsync(bench, 51, stop.Token);
        var plan = new FileSeeder.Plan();

        var applier = await JoinAsync(bench, b, "b", plan);
        var states = new List<NodeState>();
        var served = await applier.UntilToldAsync(status =>
        {
            states.Add(status.State);
            return status.State == NodeState.Active;
        });
        await stop.CancelAsync();
        var last = await writing;
        await bench.UntilAsync("b", status => status.LastAppliedSequence >= last);
        await bench.UntilAsync("a", status => status.LastAppliedSequence >= last);

        Assert.Equal(["a"], plan.Donors);
        Assert.All(
            states.SkipLast(1),
            state => Assert.True(state is NodeState.Joining or NodeState.Seeding, $"It was {state} before its proof.")
        );
        Assert.Null(served.Reason);
        Assert.Equal(a.Query(Events.Items), b.Query(Events.Items));
        Assert.Equal("0", b.Query("SELECT count(*) FROM cdc_replicator_proof_owed"));
    }

    [Fact]
    public async Task Run_CopyThatWentWrong_IsDivergedWithTheTableNamedAndNeverServes()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), "a");
        await WriteAsync(bench, 1, 5);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });
        var plan = new FileSeeder.Plan { Spoil = "UPDATE items SET what = 'other' WHERE id = 3" };

        var applier = await JoinAsync(bench, bench.Database("b", Nothing), "b", plan);
        var states = new List<NodeState>();
        var found = await applier.UntilToldAsync(status =>
        {
            states.Add(status.State);
            return status.State == NodeState.Diverged;
        });

        Assert.DoesNotContain(states, state => state is NodeState.Active or NodeState.CatchingUp or NodeState.Lagging);
        Assert.Contains("public.items", found.Reason, StringComparison.Ordinal);
        Assert.Contains("node seed b --replace", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DonorFails_IsFilledFromAnother()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), "a");
        await bench.ApplyAsync(bench.Database("c"), "c");
        await WriteAsync(bench, 1, 5);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });
        await bench.UntilAsync("c", status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });
        string? failed = null;
        var plan = new FileSeeder.Plan
        {
            FaultFrom = donor =>
                (failed ??= donor) == donor
                    ? new NodeFaultException("The donor is gone.", "Start it.", isTransient: true, code: null)
                    : null,
        };

        var applier = await JoinAsync(bench, bench.Database("b", Nothing), "b", plan);
        await applier.UntilToldAsync(status => status.State == NodeState.Active);

        Assert.NotNull(failed);
        Assert.Equal([failed == "a" ? "c" : "a"], plan.Donors);
    }

    [Fact]
    public async Task Run_RowsAndNoPosition_HaltsWithTheThreeWaysAndChangesNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), "a");
        await WriteAsync(bench, 1, 3);
        var b = bench.Database("b", $"{Events.ItemsDdl}; INSERT INTO items VALUES (7, 'mine')");
        const string schema = "SELECT name FROM sqlite_schema ORDER BY name";
        var before = b.Query(schema);

        var applier = await JoinAsync(bench, b, "b", new FileSeeder.Plan());
        var halted = await applier.UntilToldAsync(status => status.State == NodeState.Halted);

        Assert.Contains("node adopt b", halted.Reason, StringComparison.Ordinal);
        Assert.Contains("node seed b --replace", halted.Reason, StringComparison.Ordinal);
        Assert.Equal((before, "7|mine"), (b.Query(schema), b.Query(Events.Items)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoppedBeforeItsProof_ServesOnlyWhenItCanBeComparedOrIsAccepted(bool isAccepted)
    {
        await using var bench = await Bench.StartAsync();
        var donor = await bench.ApplyAsync(bench.Database("a"), "a");
        await WriteAsync(bench, 1, 5);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });
        var b = bench.Database("b", Nothing);
        var plan = new FileSeeder.Plan();
        await donor.DisposeAsync();
        await MemberWait.UntilDeadAsync(bench.Log, "a", TimeSpan.FromSeconds(20));
        await using (
            var seeder = plan.Make(
                new NodeOptions { Id = "a", ConnectionString = $"Data Source={bench.At("a.db")}" },
                b.Options("b"),
                bench.Log.Settings.Log,
                new SeedSettings()
            )
        )
        {
            await seeder.SeedAsync(SeedMode.FillEmpty, new Progress<SeedProgress>(), CancellationToken.None);
        }

        var applier = await JoinAsync(bench, b, "b", plan);
        var waiting = await bench.UntilAsync(
            "b",
            status =>
                status is { State: NodeState.Joining, Reason: not null, LastAppliedSequence: >= 4 }
                && status.Reason.Contains("No other node serves", StringComparison.Ordinal)
        );
        if (isAccepted)
        {
            var accepted = await CliProcess.RunAsync(bench.At(""), "accept", "b", "--log", bench.Address);
            Assert.True(accepted.Code == 0, accepted.Output + accepted.Errors);
        }
        else
        {
            await bench.ApplyAsync(new SqliteDatabase(bench.At("a.db"), Nothing), "a");
        }

        await applier.UntilToldAsync(status => status.State == NodeState.Active);

        Assert.Contains("compared with another node before it serves", waiting.Reason, StringComparison.Ordinal);
        Assert.Equal("0", b.Query("SELECT count(*) FROM cdc_replicator_proof_owed"));
    }

    [Fact]
    public async Task Run_EmptyTablesAndALogWithItsBeginning_ReplaysAsEver()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), "a");
        await WriteAsync(bench, 1, 5);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });
        var (b, plan) = (bench.Database("b"), new FileSeeder.Plan());

        var applier = await JoinAsync(bench, b, "b", plan);
        await applier.UntilToldAsync(status => status is { State: NodeState.Active, LastAppliedSequence: >= 4 });

        Assert.Empty(plan.Donors);
        Assert.Equal("1|x,2|x,3|x,4|x,5|x", b.Query(Events.Items));
    }

    private static Task<RunningApplier> JoinAsync(
        Bench bench,
        SqliteDatabase database,
        string id,
        FileSeeder.Plan plan
    ) =>
        bench.ApplyAsync(
            database.Options(id),
            join: log => new JoinParts
            {
                Node = database.Options(id),
                Seeders = plan.Make,
                Control = new ControlWriter(
                    log,
                    new MetadataSchemaRegistry(log.Metadata),
                    "e2e",
                    null,
                    TimeProvider.System
                ),
            }
        );

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
