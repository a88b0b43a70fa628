using System.Diagnostics;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Appliers that bring one node to the end of a log, one after the other, each but the last killed, each with limits of
/// its own.
/// </summary>
internal sealed class Replay(
    IChangeLog log,
    ISchemaRegistry schemas,
    NodeOptions options,
    Random random,
    ITestOutputHelper output,
    int mostKills = Replay.MostKills,
    SourceCatalog? sources = null
)
{
    /// <summary>Appliers killed at most, where nothing else is said.</summary>
    public const int MostKills = 12;

    /// <summary>Appliers that die at the first passing of a point, however large their batches are.</summary>
    private const int SureKills = 3;

    private const int AppendedAtOnce = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Puts a recording into a log, bytes as they are.</summary>
    public static async Task AppendAsync(IChangeLog log, CorpusRecording recording)
    {
        foreach (var records in (await MergedCorpus.ReadAsync(recording)).Chunk(AppendedAtOnce))
        {
            await log.AppendAsync(
                [.. records.Select(r => new RecordToAppend(r.Key.ToArray(), r.Value.ToArray(), r.Headers))],
                CancellationToken.None
            );
        }
    }

    /// <summary>What a test passes to <see cref="RecordedNodes"/>.</summary>
    public static Func<NodeOptions, Task> Of(
        IChangeLog log,
        ISchemaRegistry schemas,
        ITestOutputHelper output,
        int mostKills = MostKills,
        SourceCatalog? sources = null
    ) =>
        async options =>
        {
            var seed = Random.Shared.Next();
            output.WriteLine($"seed {seed}");
            var killed = await new Replay(
                log,
                schemas,
                options,
                new Random(seed),
                output,
                mostKills,
                sources
            ).RunAsync();
            Assert.True(killed >= SureKills, $"only {killed} appliers were killed");
        };

    /// <summary>Runs until the node is level; the number of appliers that were killed.</summary>
    private async Task<int> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        for (var killed = 0; ; killed++)
        {
            if (await LiveAsync(killed, end))
            {
                output.WriteLine($"{options.Id}: level at {end} after {killed} kills, {watch.ElapsedMilliseconds} ms");
                return killed;
            }
        }
    }

    /// <summary>One applier's life; whether it came to the end.</summary>
    private async Task<bool> LiveAsync(int killed, long end)
    {
        using var process = new CancellationTokenSource();
        using var folder = new TempFolder();
        var applier = killed < mostKills ? NextLimits(killed) : new ApplierOptions();
        applier.SpoolFolder = folder.Path;
        var plan = killed < mostKills ? NextKill(process, killed) : new KillPlan(null, 0, process);
        var level = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = new KilledNode(
            NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System),
            plan,
            position =>
            {
                if (position.LastAppliedSequence >= end - 1)
                {
                    level.TrySetResult();
                }
            }
        );
        var decoder = new RecordDecoder(
            schemas,
            new DebeziumDecoderOptions(),
            sources ?? CorpusSources.Catalog,
            TimeProvider.System
        );
        await using var worker = new ApplierWorker(
            log,
            decoder,
            node,
            applier,
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        output.WriteLine($"{plan}; {Describe(applier)}");
        var earlier = (await StatusesAsync()).Select(status => status.ApplierId).ToHashSet();
        var running = worker.RunAsync(process.Token);
        await WaitAsync(running, level.Task, earlier);
        await process.CancelAsync();
        await running;
        return !plan.IsDead;
    }

    private async Task<IEnumerable<MemberStatus>> StatusesAsync() =>
        (await new MemberStore(log.Metadata, TimeProvider.System).ReadAsync(CancellationToken.None))
            .Select(member => member.Status)
            .Where(status => status.NodeId == options.Id);

    /// <summary>Waits for either; what appliers of earlier lives have said counts no more.</summary>
    private async Task WaitAsync(Task running, Task level, HashSet<string> earlier)
    {
        var watch = Stopwatch.StartNew();
        while (await Task.WhenAny(running, level, Task.Delay(100)) is var done && done != running && done != level)
        {
            var status = (await StatusesAsync()).FirstOrDefault(status => !earlier.Contains(status.ApplierId));
            if (status?.State is NodeState.Halted or NodeState.Diverged || watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The applier does not get on: {status}");
            }
        }
    }

    // Not all in one commit of the first, or nothing is left for the next ones to die at.
    private ApplierOptions NextLimits(int killed) =>
        new()
        {
            ReadRecords = Pick(7, 100, 333, 1000),
            Settings = new ApplierSettings
            {
                MaxTransactionsPerCommit = killed < SureKills ? Pick(1, 3, 7) : Pick(1, 3, 7, 61, 500),
                MaxRowsPerCommit = Pick(1, 13, 500, 5000),
                MaxBytesPerCommit = Pick(1, 100_000, 4 << 20),
                MaxBytesInMemory = Pick(1 << 20, 64 << 20),
                IdleAdvanceInterval = Pick(1, 50),
                IdleAdvanceRecords = Pick(1, 100, 10_000),
            },
        };

    private static string Describe(ApplierOptions applier)
    {
        var settings = applier.Settings;
        return $"reads of {applier.ReadRecords}, commits of {settings.MaxTransactionsPerCommit} transactions, "
            + $"{settings.MaxRowsPerCommit} rows, {settings.MaxBytesPerCommit} bytes";
    }

    private KillPlan NextKill(CancellationTokenSource process, int killed)
    {
        var point = (KillPoint)random.Next((int)KillPoint.AfterCommit + 1);
        var most =
            killed < SureKills ? 1
            : point is KillPoint.BeforeApply or KillPoint.AfterApply ? 60
            : 10;
        return new KillPlan(point, random.Next(1, most + 1), process);
    }

    private int Pick(params int[] choices) => choices[random.Next(choices.Length)];
}
