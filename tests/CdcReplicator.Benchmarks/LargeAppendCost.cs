using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using static System.FormattableString;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// What one very large transaction costs others on an embedded log: how long small writers and heartbeats wait while it
/// is appended, against how long they wait beside nothing; and how much memory a process holds whose log takes none of
/// its large rows.
/// </summary>
internal static class LargeAppendCost
{
    private const int Megabyte = 1 << 20;
    private const int Rows = 200;
    private const int RowBytes = 10_000_000;
    private static readonly TimeSpan HeartbeatPace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(10);

    /// <summary>Measures with a transaction of so many MiB, and prints what it finds.</summary>
    public static async Task RunAsync(int megabytes)
    {
        using var folder = new TempFolder();
        await MeasureWaitsAsync(folder.At("waits.db"), megabytes);
        await MeasureMemoryAsync(folder.At("memory.db"));
    }

    private static async Task MeasureWaitsAsync(string path, int megabytes)
    {
        var clock = TimeProvider.System;
        await using var large = await OpenAsync(path);
        IReadOnlyList<RecordToAppend> records = [.. Records(megabytes)];
        TimeSpan took;
        await using (var beside = new SmallWaits(path))
        {
            var started = clock.GetTimestamp();
            await large.AppendAsync(records, CancellationToken.None);
            took = clock.GetElapsedTime(started);
            Console.WriteLine(Invariant($"{megabytes} MiB in {records.Count} records took {took.TotalSeconds:F1} s"));
            Console.WriteLine($"beside it: {await beside.EndAsync()}");
        }

        await using var alone = new SmallWaits(path);
        await Task.Delay(took);
        Console.WriteLine($"alone: {await alone.EndAsync()}");
    }

    /// <summary>
    /// Records of 1 to 10 MiB; those of one size share their bytes, which cost the log what others cost.
    /// </summary>
    private static IEnumerable<RecordToAppend> Records(int megabytes)
    {
        var random = new Random(1);
        var sizes = new RecordToAppend?[11];
        for (var left = megabytes; left > 0; )
        {
            var size = Math.Min(left, random.Next(1, 11));
            left -= size;
            yield return sizes[size] ??= Record(random, size);
        }
    }

    private static RecordToAppend Record(Random random, int megabytes)
    {
        var value = new byte[megabytes * Megabyte];
        random.NextBytes(value);
        return new RecordToAppend(null, value);
    }

    private static async Task MeasureMemoryAsync(string path)
    {
        await using var log = await OpenAsync(path);
        await new TableStore(log.Metadata).PublishAsync(
            new NodeTables("n", "sqlite", SampleTables.All),
            CancellationToken.None
        );
        var options = new CdcClusterOptions();
        await using var cluster = await CdcCluster.ConnectAsync($"embedded:{path}", options);
        await cluster.WriteAsync(tx => tx.Insert("orders", Order(0, "small")));
        var note = new string('x', RowBytes);
        Memory.ForgetPeak();
        var before = Memory.PeakMegabytes();
        List<Task<CommitReceipt>> writing;
        using (new FileStream($"{path}.sync/write", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            // While somebody else has the log's lock, nothing is answered.
            writing =
            [
                .. Enumerable
                    .Range(1, Rows)
                    .Select(id => cluster.WriteAsync(tx => tx.Insert("orders", Order(id, note)))),
            ];
            await Task.Delay(Stuck);
        }

        var held = Memory.PeakMegabytes();
        await Task.WhenAll(writing);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows} unanswered rows of {RowBytes / 1_000_000} MB, at most {options.MaxUnansweredBytes >> 20} MiB "
                    + $"on their way: peak memory {before:F0} MB before, {held:F0} MB while the log stood still, "
                    + $"{Memory.PeakMegabytes():F0} MB at the end"
            )
        );
    }

    private static object Order(long id, string note) =>
        new
        {
            id,
            customer = 1L,
            amount = 1,
            note,
        };

    private static Task<EmbeddedChangeLog> OpenAsync(string path) =>
        EmbeddedChangeLog.OpenAsync(path, new EmbeddedLogOptions(), TimeProvider.System, CancellationToken.None);

    /// <summary>
    /// A writer of small records without pause, and a member's heartbeats, each with the log open by itself.
    /// </summary>
    private sealed class SmallWaits : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<TimeSpan> _writes = [];
        private readonly List<TimeSpan> _beats = [];
        private readonly Task _running;

        public SmallWaits(string path) =>
            _running = Task.WhenAll(
                RunAsync(path, TimeSpan.FromMilliseconds(5), _writes, WriteAsync),
                RunAsync(path, HeartbeatPace, _beats, BeatAsync)
            );

        public async Task<string> EndAsync()
        {
            await _stop.CancelAsync();
            await _running;
            return $"small writer {Spread(_writes)}; heartbeat {Spread(_beats)}";
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _stop.Dispose();
        }

        private static string Spread(List<TimeSpan> waits)
        {
            double[] all = [.. waits.Select(wait => wait.TotalMilliseconds).Order()];
            return Invariant($"{all.Length} times, median {all[all.Length / 2]:F1} ms, longest {all[^1]:F0} ms");
        }

        private static async Task WriteAsync(EmbeddedChangeLog log) =>
            await log.AppendAsync([new RecordToAppend(null, new byte[200])], CancellationToken.None);

        private static Task BeatAsync(EmbeddedChangeLog log) =>
            new MemberStore(log.Metadata, TimeProvider.System).PublishAsync(
                new MemberStatus
                {
                    NodeId = "n",
                    Kind = "sqlite",
                    Endpoint = "n",
                    ApplierId = "n",
                    State = NodeState.Active,
                    LastAppliedSequence = 0,
                    RestartOffset = 1,
                },
                CancellationToken.None
            );

        private async Task RunAsync(
            string path,
            TimeSpan pause,
            List<TimeSpan> waits,
            Func<EmbeddedChangeLog, Task> write
        )
        {
            var clock = TimeProvider.System;
            await using var log = await OpenAsync(path);
            while (!_stop.IsCancellationRequested)
            {
                var started = clock.GetTimestamp();
                await write(log);
                waits.Add(clock.GetElapsedTime(started));
                await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
