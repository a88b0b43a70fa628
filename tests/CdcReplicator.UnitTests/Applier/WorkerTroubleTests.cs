using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Log and node failing together, and what nothing foresees.</summary>
public sealed class WorkerTroubleTests : IAsyncDisposable
{
    private static readonly ApplierSettings Eager = new()
    {
        VerifyInterval = 1,
        FirstRetryDelay = 1,
        MaxRetryDelay = 5,
    };
    private readonly InMemoryChangeLog _inner = new();
    private readonly TroubledLog _log;

    public WorkerTroubleTests() => _log = new TroubledLog(_inner);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_NodeFailsOftenWhileTheLogIsVerified_NoReaderStaysOpen(int seed)
    {
        var random = new Random(seed);
        var node = new FakeNode();
        node.FaultAt = (point, _) =>
            point == "begin" && random.Next(3) == 0
                ? new NodeFaultException("connection lost", "Wait.", true, "08006")
                : null;
        await using (var run = new WorkerRun(_log, node, Eager))
        {
            for (var i = 1; i <= 100; i++)
            {
                await _inner.AppendAsync([TextDecoder.Row("shop", i, 1, 1, $"r{i}")], default);
                await Task.Delay(random.Next(4));
            }

            await run.UntilAsync(s => s.LastAppliedSequence == 99);
        }

        Assert.Equal(0, _log.OpenReaders);
    }

    [Fact]
    public async Task Run_DefectInTheLoop_HaltsTheNodeAndGoesOnShowingIt()
    {
        _log.ThrowsAtDispose = true;
        var faults = 1;
        var node = new FakeNode();
        node.FaultAt = (point, _) =>
            point == "begin" && Interlocked.Decrement(ref faults) >= 0
                ? new NodeFaultException("connection lost", "Wait.", true, "08006")
                : null;
        await _inner.AppendAsync([TextDecoder.Row("shop", 1, 1, 1, "r1")], default);
        await using var run = new WorkerRun(_log, node);

        var halted = await run.UntilAsync(s => s.State == NodeState.Halted);
        _log.ThrowsAtDispose = false;

        Assert.Contains("InvalidOperationException", halted.Reason, StringComparison.Ordinal);
        var members = new MemberStore(_inner.Metadata, TimeProvider.System);
        var entry = (await _inner.Metadata.ReadAsync("member/", default)).Single().Version;
        await run.UntilAsync(_ => _inner.Metadata.ReadAsync("member/", default).Result.Single().Version > entry + 1);
        Assert.Equal(NodeState.Halted, (await members.ReadAsync(default)).Single().Status.State);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private sealed class TroubledLog(InMemoryChangeLog inner) : IChangeLog
    {
        private int _openReaders;

        public int OpenReaders => Volatile.Read(ref _openReaders);

        public bool ThrowsAtDispose { get; set; }

        public ClusterSettings Settings => inner.Settings;

        public string Endpoint => inner.Endpoint;

        public IMetadataStore Metadata => inner.Metadata;

        public Task<AppendReceipt> AppendAsync(
            IReadOnlyList<RecordToAppend> records,
            CancellationToken cancellationToken
        ) => inner.AppendAsync(records, cancellationToken);

        public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var reader = await inner.OpenReaderAsync(fromOffset, cancellationToken);
            Interlocked.Increment(ref _openReaders);
            return new TroubledReader(reader, this);
        }

        public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
            inner.GetBoundsAsync(cancellationToken);

        public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class TroubledReader(ILogReader reader, TroubledLog log) : ILogReader
        {
            public long Interruptions => reader.Interruptions;

            public ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken) =>
                reader.ReadAsync(maxRecords, cancellationToken);

            public async ValueTask DisposeAsync()
            {
                Interlocked.Decrement(ref log._openReaders);
                await reader.DisposeAsync();
                if (log.ThrowsAtDispose)
                {
                    throw new InvalidOperationException("A defect.");
                }
            }
        }
    }
}
