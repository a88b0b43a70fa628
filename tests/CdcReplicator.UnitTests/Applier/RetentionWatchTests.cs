using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class RetentionWatchTests
{
    private const long Minute = 60_000;

    [Fact]
    public async Task Look_TimeGetsShort_WarnsOnceForEachCrossing()
    {
        await using var log = new AgeingLog();
        using var lines = new LogLines();
        var watch = new RetentionWatch(log, "a", TimeProvider.System, lines);

        foreach (var minutes in new[] { 10, 45, 50, 10, 45 })
        {
            log.OldestAge = minutes * Minute;
            watch.Note(Report(lag: minutes * Minute));
            await watch.LookAsync(default);
            Assert.Equal((60 - minutes) * Minute, watch.LeftMilliseconds);
        }

        Assert.Equal(2, lines.Written.Count);
        Assert.All(
            lines.Written,
            line => Assert.StartsWith("Warning 3025 Node a: the log keeps", line, StringComparison.Ordinal)
        );
    }

    private static ApplierReport Report(long lag) =>
        new(NodeState.Lagging, null, new NodePosition(1, 2, 0, null), 10, 0, [], StandsBy: false)
        {
            Tally = new ApplierCounts().Tally(),
            LagMilliseconds = lag,
        };

    /// <summary>A log of ten records that keeps them for an hour.</summary>
    private sealed class AgeingLog : IChangeLog
    {
        private const long Now = 1_000 * Minute;
        private readonly InMemoryChangeLog _inner = new();

        public long OldestAge { get; set; }

        public ClusterSettings Settings => _inner.Settings;

        public string Endpoint => _inner.Endpoint;

        public IMetadataStore Metadata => _inner.Metadata;

        public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken stop) =>
            _inner.AppendAsync(records, stop);

        public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken stop) =>
            _inner.OpenReaderAsync(fromOffset, stop);

        public Task<LogBounds> GetBoundsAsync(CancellationToken stop) =>
            Task.FromResult(new LogBounds(0, 10, Now - OldestAge, Now) { Now = Now });

        public Task<LogRetention> GetRetentionAsync(CancellationToken stop) =>
            Task.FromResult(new LogRetention { AgeMilliseconds = 60 * Minute });

        public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken stop) => Task.CompletedTask;

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
