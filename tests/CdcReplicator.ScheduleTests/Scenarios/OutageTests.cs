using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Applier;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// A log is away for ten minutes, which cost nothing here: an applier and a writer's cluster say so, and not again at
/// each of the thousands of attempts.
/// </summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public void Run_LogAwayForLong_SaysSoOnceAndThatItIsBack() => Explore.All(RunAsync, share: 100);

    private static async Task RunAsync(Schedule schedule)
    {
        using var folder = new TempFolder();
        using var lines = new LogLines();
        var log = new AwayLog(new InMemoryChangeLog(schedule.Time));
        var worker = new ApplierWorker(
            log,
            new TextDecoder(),
            new FakeNode(),
            new ApplierOptions { SpoolFolder = folder.Path },
            schedule.Time,
            lines
        );
        using var stop = new CancellationTokenSource();
        var running = Scheduled.Run(() => worker.RunAsync(stop.Token));
        var cluster = await CdcCluster.ConnectAsync(
            log,
            "test",
            new CdcClusterOptions(),
            lines,
            schedule.Time,
            CancellationToken.None
        );
        await UntilAsync(schedule, () => IsActive(cluster));
        lines.Written.Clear();

        log.Leave();
        await Task.Delay(Outage, schedule.Time);

        Assert.InRange(lines.Written.Count, 1, 10);
        Assert.All(lines.Written, line => Assert.DoesNotContain("   at ", line, StringComparison.Ordinal));
        lines.Written.Clear();
        log.Return();
        await UntilAsync(schedule, () => IsActive(cluster));
        await Task.Delay(Patience, schedule.Time);
        Assert.InRange(lines.Written.Count, 1, 10);

        await stop.CancelScheduledAsync();
        await running;
        await worker.DisposeAsync();
        await cluster.DisposeAsync();
    }

    private static bool IsActive(CdcCluster cluster) =>
        cluster.Members.Any(member => member.IsAlive && member.Status.State == NodeState.Active);

    private static async Task UntilAsync(Schedule schedule, Func<bool> condition)
    {
        var until = schedule.Time.Elapsed + Patience;
        while (!condition())
        {
            Assert.True(schedule.Time.Elapsed < until, "It did not come about in time.");
            await Task.Delay(TimeSpan.FromSeconds(1), schedule.Time);
        }
    }

    /// <summary>A log, and all that is kept beside it, that nobody reaches for a while.</summary>
    private sealed class AwayLog(InMemoryChangeLog inner) : IChangeLog, IMetadataStore
    {
        private TaskCompletionSource _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ClusterSettings Settings => inner.Settings;

        public string Endpoint => inner.Endpoint;

        public IMetadataStore Metadata => this;

        public void Leave() => _leaving.SetException(Gone());

        public void Return() => _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<AppendReceipt> AppendAsync(
            IReadOnlyList<RecordToAppend> records,
            CancellationToken cancellationToken
        ) => WhileHereAsync(inner.AppendAsync(records, cancellationToken));

        public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
        {
            var leaving = _leaving.Task;
            return new Reader(
                leaving,
                await WhileHereAsync(inner.OpenReaderAsync(fromOffset, cancellationToken), leaving)
            );
        }

        public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
            WhileHereAsync(inner.GetBoundsAsync(cancellationToken));

        public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            _leaving.Task.IsFaulted
                ? Task.FromException<long>(Gone())
                : inner.Metadata.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
            WhileHereAsync(inner.Metadata.ReadAsync(prefix, cancellationToken));

        public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken) =>
            BrokenOff.WatchAsync(inner.Metadata, prefix, _leaving.Task, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static LogUnavailableException Gone() => new("The log is away.", "It comes back.");

        private Task<T> WhileHereAsync<T>(Task<T> task) => WhileHereAsync(task, _leaving.Task);

        private static async Task<T> WhileHereAsync<T>(Task<T> task, Task leaving)
        {
            await await Scheduled.WhenAny(leaving.IsFaulted ? [leaving] : [task, leaving]);
            return await task;
        }

        private sealed class Reader(Task leaving, ILogReader reader) : ILogReader
        {
            public long Interruptions => reader.Interruptions;

            public async ValueTask<ArraySegment<LogRecord>> ReadAsync(
                int maxRecords,
                CancellationToken cancellationToken
            ) => await WhileHereAsync(reader.ReadAsync(maxRecords, cancellationToken).AsTask(), leaving);

            public ValueTask DisposeAsync() => reader.DisposeAsync();
        }
    }
}
