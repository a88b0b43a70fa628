using CdcReplicator.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Batched, with any boundaries and crashes, a history leaves the verdicts, rows, rejections, publishers and position
/// that it leaves one by one. <c>CDC_BATCHING_HISTORIES</c> says how many are tried, <c>CDC_SEED</c> repeats a run.
/// </summary>
internal sealed class HistoryProperty(HistoryRigs rigs, ITestOutputHelper output)
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;
    private const int DefaultHistories = 2_000;

    // Opening a PostgreSQL node anew after each crash takes most of the time.
    private const int DefaultPostgresHistories = 700;
    private const int SmallestSize = 10;
    private const int LargestSize = 35;

    /// <summary>How many histories are tried on a kind of node.</summary>
    public static int HistoriesOf(string kind) =>
        int.TryParse(Environment.GetEnvironmentVariable("CDC_BATCHING_HISTORIES"), out var count) ? count
        : kind == NodeKinds.Postgres ? DefaultPostgresHistories
        : DefaultHistories;

    public HistoryCoverage Coverage { get; } = new();

    /// <summary>
    /// Tries histories until one tells the runs apart; null if none does, else the report with the smallest one found.
    /// </summary>
    public string? FindDifference(int histories, Arbitrary<History> arbitrary, Func<INode, INode> between)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("CDC_SEED"), out var given)
            ? given
            : (ulong)Random.Shared.NextInt64();
        output.WriteLine($"CDC_SEED={seed}");
        var config = Config
            .QuickThrowOnFailure.WithMaxTest(histories)
            .WithQuietOnSuccess(true)
            .WithStartSize(SmallestSize)
            .WithEndSize(LargestSize)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, Gamma), FSharpOption<int>.None)));
        try
        {
            Check.One(config, Prop.ForAll(arbitrary, history => Compare(history, between)));
            return null;
        }
        catch (Exception found) when (found is not OutOfMemoryException)
        {
            return $"CDC_SEED={seed}\n{found}";
        }
    }

    private void Compare(History history, Func<INode, INode> between)
    {
        var (reference, batched) = rigs.RunAsync(history, between).GetAwaiter().GetResult();
        if (rigs.IsPlain && !history.MayHalt && (reference.Halted ?? batched.Halted) is not null)
        {
            // A change sent again or by a snapshot may meet a foreign key; a deferred one at the commit, so that the
            // end depends on where the runs were cut.
            return;
        }

        if (reference.Halted is { } halted && !history.MayHalt)
        {
            if (history.IsShrunk)
            {
                // What was taken away made trusted changes that no source commits.
                return;
            }

            throw new InvalidOperationException(
                $"The generator made a trusted change the reference halts at: {halted}."
            );
        }

        Coverage.Add(history, reference, batched);
        var differences = batched.DifferencesFrom(reference).ToList();
        if (differences.Count > 0)
        {
            throw new HistoriesDifferException(differences);
        }
    }
}
