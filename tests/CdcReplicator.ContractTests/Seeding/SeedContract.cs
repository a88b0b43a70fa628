using System.Data.Common;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>What a seed must do between nodes of one kind, and of two.</summary>
public sealed class SeedContract
{
    private const string Ddl = """
        CREATE TABLE parents (id int PRIMARY KEY, v text NOT NULL UNIQUE);
        CREATE TABLE children (id bigint PRIMARY KEY, parent int REFERENCES parents (id), v text);
        CREATE TABLE keyless (a int, v text);
        CREATE TABLE bare (id int PRIMARY KEY);
        CREATE INDEX children_parent ON children (parent);
        """;

    [Theory, SeedNodes(across: true)]
    public async Task Seed_EmptyTarget_EndsAsTheDonorIs(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 3_000);
        var reports = new SeedReports();

        var position = await pair.SeedAsync(progress: reports);

        Assert.Equal((await pair.Donor.OpenAsync()).Position, position);
        await pair.AssertEqualAfterReplayAsync();
        Assert.Equal(4, reports.All[^1].TablesDone);
        Assert.Equal(SeedPhase.Finish, reports.All[^1].Phase);
        Assert.IsType<SeedFound.Node>(await pair.LookAsync());
        var refused = await pair.Target.CheckedAsync(Create("children", Int("id", -5), Int("parent", 999_999)));
        Assert.NotNull(refused.Rejection);
    }

    [Theory, SeedNodes]
    public async Task Seed_BrokenOffManyTimesWhileTheDonorChanges_EndsAsTheDonorIs(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 6_000);
        var random = SeedRandom.New(out var seed);
        var ended = false;
        for (var i = 0; i < 12 && !ended; i++)
        {
            await ChangeAsync(pair, random);
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(random.Next(20, 400));
            try
            {
                await pair.SeedAsync(stop: stop.Token);
                ended = true;
            }
            catch (OperationCanceledException)
            {
                var found = await pair.LookAsync();
                if (found is SeedFound.Unfinished)
                {
                    var fault = await Assert.ThrowsAsync<NodeFaultException>(pair.Target.OpenAsync);
                    Assert.Contains("has not ended", fault.Message, StringComparison.Ordinal);
                }
                else
                {
                    Assert.IsType<SeedFound.Empty>(found);
                }
            }
        }

        if (!ended)
        {
            await pair.SeedAsync();
        }

        await ChangeAsync(pair, random);
        try
        {
            await pair.AssertEqualAfterReplayAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"CDC_SEED={seed}", e);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Seed_ResumedAfterAnUpdate_DiffersOnlyIfTheLedgerIsTrusted(bool isPlanted)
    {
        await using var pair = await SeedPair.CreateAsync(NodeKinds.Sqlite, NodeKinds.Sqlite, Ddl);
        await FillAsync(pair, 1_000);
        using var stop = new CancellationTokenSource();
        var reports = new SeedReports(report =>
        {
            // Once a table is whole, before the others are.
            if (report.TablesDone == 1)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            pair.SeedAsync(progress: reports, stop: stop.Token)
        );
        await pair.ApplyAsync([
            .. Enumerable.Range(0, 20).Select(id => Update("children", [Int("id", id)], Text("v", "changed"))),
            .. Enumerable.Range(0, 20).Select(id => Update("parents", [Int("id", id)], Text("v", $"changed {id}"))),
        ]);

        await pair.SeedAsync(isPlanted ? route => new TrustingRoute(route) : route => route);

        if (isPlanted)
        {
            await Assert.ThrowsAsync<Xunit.Sdk.EqualException>(pair.AssertEqualAfterReplayAsync);
        }
        else
        {
            await pair.AssertEqualAfterReplayAsync();
        }
    }

    [Theory, SeedNodes]
    public async Task Seed_DonorWritesMeanwhile_EndsAtOnePosition(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 4_000);
        var random = SeedRandom.New(out _);
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                await ChangeAsync(pair, random);
            }
        });

        await pair.SeedAsync();
        await ended.CancelAsync();
        await writing;

        await pair.AssertEqualAfterReplayAsync();
    }

    [Theory, SeedNodes]
    public async Task Seed_RowsWithoutPosition_AreNeverOverwrittenByFilling(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 100);
        await pair.Target.ExecuteAsync(
            "CREATE TABLE parents (id int PRIMARY KEY, v text); INSERT INTO parents VALUES (7, 'mine');"
                + "CREATE TABLE own (id int PRIMARY KEY); INSERT INTO own VALUES (1)"
        );

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => pair.SeedAsync());

        Assert.Contains("public.parents", fault.Message, StringComparison.Ordinal);
        Assert.Contains("node adopt", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(["7|mine"], await pair.Target.QueryAsync("SELECT * FROM parents"));
        var found = Assert.IsType<SeedFound.RowsWithoutPosition>(await pair.LookAsync());
        Assert.Equal(["public.own", "public.parents"], found.Tables.Select(table => table.ToString()).Order());

        var plan = await pair.PlanAsync(SeedMode.Replace);
        Assert.Contains("parents", Assert.Single(plan.Drops).Name, StringComparison.Ordinal);
        await pair.SeedAsync(SeedMode.Replace);
        Assert.Equal(["1"], await pair.Target.QueryAsync("SELECT * FROM own"));
        await pair.Target.ExecuteAsync("DROP TABLE own");
        await pair.AssertEqualAfterReplayAsync();
    }

    [Theory, SeedNodes]
    public async Task Seed_TargetIsANode_IsFilledAnewOnlyByReplace(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 100);
        await pair.SeedAsync();
        await FillAsync(pair, 100, first: 1_000);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => pair.SeedAsync());
        await pair.SeedAsync(SeedMode.Replace);

        Assert.Contains("is a node already", fault.Message, StringComparison.Ordinal);
        await pair.AssertEqualAfterReplayAsync();
    }

    [Theory, SeedNodes(across: true)]
    public async Task Seed_GuardedNodes_IsFilledAnewAndTheGuardIsNotNamedAsLeftOut(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await pair.Donor.ReopenAsync(pair.Donor.Options with { Guard = NodeGuard.On });
        await FillAsync(pair, 100);
        pair.Target.Options = pair.Target.Options with { Guard = NodeGuard.On };

        var plan = await pair.PlanAsync();
        await pair.SeedAsync();
        await pair.AssertEqualAfterReplayAsync();
        await FillAsync(pair, 100, first: 1_000);
        var again = await pair.PlanAsync(SeedMode.Replace);
        await pair.SeedAsync(SeedMode.Replace);

        Assert.DoesNotContain(
            plan.LeftOut.Concat(again.LeftOut),
            left => left.Kind.StartsWith("trigger", StringComparison.Ordinal)
        );
        await pair.AssertEqualAfterReplayAsync();
        await Assert.ThrowsAnyAsync<DbException>(() => pair.Target.ExecuteAsync("UPDATE children SET v = 'x'"));
    }

    [Theory, SeedNodes]
    public async Task Seed_DonorOfAnotherLog_IsRefusedAndMakesNothing(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await using var seeder = pair.Seeder(ClusterSettings.NewLog());

        await Assert.ThrowsAsync<LogMismatchException>(() =>
            seeder.PlanAsync(SeedMode.FillEmpty, CancellationToken.None)
        );
        await Assert.ThrowsAsync<LogMismatchException>(() =>
            seeder.SeedAsync(SeedMode.FillEmpty, new SeedReports(), CancellationToken.None)
        );

        Assert.IsType<SeedFound.Empty>(await pair.LookAsync());
    }

    [Theory, SeedNodes]
    public async Task Seed_DonorIsHalfMadeItself_IsRefused(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        var state = from == NodeKinds.Postgres ? "cdc_replicator.seeding" : "cdc_replicator_seeding";
        await pair.Donor.ExecuteAsync(
            $"INSERT INTO {state} (id, donor, log_id, since, schema_digest, tables) VALUES (1, 'x', 'y', 0, '', '')"
        );

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => pair.SeedAsync());

        Assert.Contains("has not ended", fault.Message, StringComparison.Ordinal);
        Assert.IsType<SeedFound.Empty>(await pair.LookAsync());
    }

    [Theory, SeedNodes]
    public async Task Seed_TableAlteredMeanwhile_IsNoticedAndBegunAnew(string from, string to)
    {
        await using var pair = await SeedPair.CreateAsync(from, to, Ddl);
        await FillAsync(pair, 500);
        var altered = 0;
        var reports = new SeedReports(report =>
        {
            if (report.Phase == SeedPhase.Copy && Interlocked.Exchange(ref altered, 1) == 0)
            {
                pair.Donor.ExecuteAsync("ALTER TABLE bare ADD COLUMN more int").GetAwaiter().GetResult();
            }
        });

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => pair.SeedAsync(progress: reports));
        await pair.SeedAsync();

        Assert.True(fault.IsTransient);
        Assert.Contains("altered", fault.Message, StringComparison.Ordinal);
        await pair.AssertEqualAfterReplayAsync();
        Assert.Empty(await pair.Target.QueryAsync("SELECT more FROM bare"));
    }

    /// <summary>Rows of all tables but one.</summary>
    private static async Task FillAsync(SeedPair pair, int rows, int first = 0)
    {
        var long_ = new string('x', 100);
        foreach (var ids in Enumerable.Range(first, rows).Chunk(2_000))
        {
            await pair.ApplyAsync([
                .. ids.Select(id => Create("parents", Int("id", id), Text("v", $"{id} {long_}"))),
                .. ids.Select(id => Create("children", Int("id", id), Int("parent", id), Text("v", "é"))),
                .. ids.Select(id => Create("keyless", Int("a", id % 7), Text("v", "twice"))),
            ]);
        }
    }

    private static async Task ChangeAsync(SeedPair pair, Random random)
    {
        var id = 10_000 + random.Next(1_000_000);
        var old = random.Next(3_000);
        await pair.ApplyAsync(
            Update("children", [Int("id", old)], Int("id", old), Null("parent"), Text("v", $"changed {id}")),
            Delete("children", Int("id", random.Next(3_000))),
            Read("parents", Int("id", id), Text("v", $"new {id}")),
            Read("keyless", Int("a", id), Text("v", "more"))
        );
    }
}
