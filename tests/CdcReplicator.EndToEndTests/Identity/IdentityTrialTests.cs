using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Random trials of each way in which a database or a log is not the one it was. Each ends with the node halted or gone
/// on as designed, and with nothing but the right rows.
/// </summary>
public sealed class IdentityTrialTests(ITestOutputHelper output)
{
    private const int Trials = 100;

    private static int FirstSeed =>
        int.TryParse(Environment.GetEnvironmentVariable("CDC_SEED"), out var given) ? given : Environment.TickCount;

    [Fact]
    public Task Run_LogMadeAnew_HaltsBeforeOneWrongRecord() =>
        TryAsync(
            async (bench, random) =>
            {
                var applied = await StartAsync(bench, random);
                // Fewer, equal or more records than were applied.
                await bench.ExchangeLogAsync(backup: null);
                await bench.AppendAsync(1, random.Next(0, 2 * applied), "wrong");

                await HaltsAsync(bench, "a");
                Assert.Equal(IdentityBench.Rows(1, applied), bench.RowsOf("a"));
            }
        );

    [Fact]
    public Task Run_LogTruncatedAndRegrown_HaltsBeforeOneWrongRecord() =>
        TryAsync(
            async (bench, random) =>
            {
                bench.Create("a");
                var kept = random.Next(0, 5);
                await bench.AppendAsync(1, kept);
                bench.BackUpLog("log-backup");
                var applied = kept + random.Next(1, 5);
                await bench.ApplyUntilAsync("a", "a", await bench.AppendAsync(kept + 1, applied - kept));
                await bench.ExchangeLogAsync("log-backup");
                await bench.AppendAsync(kept + 1, random.Next(0, 2 * applied), "wrong");

                await HaltsAsync(bench, "a");
                Assert.Equal(IdentityBench.Rows(1, applied), bench.RowsOf("a"));
            }
        );

    [Fact]
    public Task Run_LogOfAnotherCluster_Halts() =>
        TryAsync(
            async (bench, random) =>
            {
                var applied = await StartAsync(bench, random);
                await using var other = await IdentityBench.StartAsync();
                await other.AppendAsync(1, random.Next(0, 2 * applied), "wrong");
                other.Create("a");
                File.Copy(bench.FileOf("a"), other.FileOf("a"), overwrite: true);

                await HaltsAsync(other, "a");
                Assert.Equal(IdentityBench.Rows(1, applied), other.RowsOf("a"));
            }
        );

    [Fact]
    public Task Run_OlderBackupOfTheNode_ReplaysAndIsTheSame() =>
        TryAsync(
            async (bench, random) =>
            {
                var first = await StartAsync(bench, random);
                bench.Copy("a", "backup");
                var more = random.Next(0, 5);
                if (random.Next(2) == 0)
                {
                    await bench.ApplyUntilAsync("a", "a", await LastAsync(bench, first, more));
                }
                else
                {
                    await bench.AppendAsync(first + 1, more);
                }

                bench.PutBack("backup", "a");

                await LevelAsync(bench, "a", "a", first + more);
                Assert.Equal(IdentityBench.Rows(1, first + more), bench.RowsOf("a"));
            }
        );

    [Fact]
    public Task Run_CopyBesideItsOriginal_IsRefusedAndTheOriginalGoesOn() =>
        TryAsync(
            async (bench, random) =>
            {
                var first = await StartAsync(bench, random);
                var isMadeBefore = random.Next(2) == 0;
                if (isMadeBefore)
                {
                    bench.Copy("a", "copy");
                }

                var original = await bench.ApplyAsync("a", "a");
                await original.UntilToldAsync(IsLevelAt(first));
                if (!isMadeBefore)
                {
                    // The copy has the original's name in it, as a base backup has.
                    bench.Copy("a", "copy");
                }

                var more = random.Next(0, 4);
                await bench.AppendAsync(first + 1, more);
                var copy = await bench.ApplyAsync("copy", "a");
                await copy.UntilToldAsync(IsRefused);
                await original.UntilToldAsync(status => status.Copies.Count == 1);
                await bench.AppendAsync(first + more + 1, 1);
                await original.UntilToldAsync(IsLevelAt(first + more + 1));

                Assert.Equal(IdentityBench.Rows(1, first + more + 1), bench.RowsOf("a"));
                // What it applied before it was refused came from the log; nothing came after.
                Assert.StartsWith(bench.RowsOf("copy"), bench.RowsOf("a"), StringComparison.Ordinal);
                var held = bench.RowsOf("copy");
                await original.DisposeAsync();
                if (random.Next(2) == 0)
                {
                    await copy.DisposeAsync();
                    copy = await bench.ApplyAsync("copy", "a");
                }

                // It does not take the place of an original that is away for a while.
                await copy.UntilToldAsync(IsRefused);
                Assert.Equal(held, bench.RowsOf("copy"));
            }
        );

    [Fact]
    public Task Adopt_Copy_IsANodeOfItsOwnAndAdoptingTwiceIsHarmless() =>
        TryAsync(
            async (bench, random) =>
            {
                var first = await StartAsync(bench, random);
                // One that was stopped seems to live for 2.5 s.
                var isLive = random.Next(25) > 0;
                var original = await bench.ApplyAsync("a", "a");
                await original.UntilToldAsync(IsLevelAt(first));
                bench.Copy("a", "copy");
                if (!isLive)
                {
                    await original.DisposeAsync();
                }

                var more = random.Next(0, 4);
                await bench.AppendAsync(first + 1, more);
                if (random.Next(2) == 0)
                {
                    // Without being adopted it is not taken for another node.
                    await using var early = await bench.ApplyAsync("copy", "b");
                    await early.UntilToldAsync(status => status.State == NodeState.Halted);
                }

                var adopted = await bench.AdoptAsync("copy", "b");
                var again = await bench.AdoptAsync("copy", "b");

                Assert.Equal((false, "a", true), (adopted.WasDone, adopted.Before, again.WasDone));
                Assert.Equal(more, adopted.RecordsBehind);
                await LevelAsync(bench, "copy", "b", first + more);
                Assert.Equal(IdentityBench.Rows(1, first + more), bench.RowsOf("copy"));
                if (!isLive)
                {
                    Assert.True((await bench.AdoptAsync("copy", "b")).WasDone);
                }
                else
                {
                    await original.UntilToldAsync(IsLevelAt(first + more));
                    Assert.Empty(original.Told!.Copies);
                }
            }
        );

    private static bool IsRefused(MemberStatus status) =>
        status.State == NodeState.Halted && status.Reason!.Contains("is a copy of node 'a'", StringComparison.Ordinal);

    private static Func<MemberStatus, bool> IsLevelAt(int records) =>
        status => status.LastAppliedSequence == records - 1 && status.State == NodeState.Active;

    private static async Task<int> StartAsync(IdentityBench bench, Random random)
    {
        bench.Create("a");
        var applied = random.Next(1, 6);
        await bench.ApplyUntilAsync("a", "a", await bench.AppendAsync(1, applied));
        return applied;
    }

    private static async Task<long> LastAsync(IdentityBench bench, int after, int count) =>
        count == 0 ? after - 1 : await bench.AppendAsync(after + 1, count);

    private static async Task HaltsAsync(IdentityBench bench, string database)
    {
        await using var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilToldAsync(status => status.State == NodeState.Halted);
    }

    private static async Task LevelAsync(IdentityBench bench, string database, string id, int records)
    {
        await using var applier = await bench.ApplyAsync(database, id);
        await applier.UntilToldAsync(status => status.LastAppliedSequence == records - 1);
    }

    private async Task TryAsync(Func<IdentityBench, Random, Task> trial)
    {
        var first = FirstSeed;
        output.WriteLine($"CDC_SEED={first}");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Trials),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) =>
            {
                var seed = first + i;
                try
                {
                    await using var bench = await IdentityBench.StartAsync();
                    await trial(bench, new Random(seed));
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"Trial with CDC_SEED={seed} failed: {error.Message}", error);
                }
            }
        );
    }
}
