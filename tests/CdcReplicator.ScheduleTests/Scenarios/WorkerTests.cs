using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Applier;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>An applier whose node and log fail at any time.</summary>
public sealed class WorkerTests
{
    private const int Transactions = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Points = ["open", "begin", "apply", "advance", "commit", "committed"];

    [Fact]
    public void Run_NodeAndLogFailAtAnyTime_AppliesAllOnceAndStops() => Explore.All(RunAsync);

    [Fact]
    public void Run_FailureWhileReadingStopsHaltsTheNode_IsFound() => Explore.Finds("failure at the end", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        using var folder = new TempFolder();
        var log = new FailingLog(new InMemoryChangeLog(schedule.Time));
        var node = new FakeNode();
        var faults = 3;
        var point = 0;
        node.FaultAt = (at, _) =>
        {
            if (faults == 0 || at != Points[point % Points.Length])
            {
                return null;
            }

            faults--;
            point += 2;
            log.Fail();
            return new NodeFaultException("connection lost", "Wait.", true, "08006");
        };
        var worker = new ApplierWorker(
            log,
            new TextDecoder(),
            node,
            new ApplierOptions
            {
                SpoolFolder = folder.Path,
                PrefetchedReads = 1,
                ReadRecords = 2,
            },
            schedule.Time,
            NullLoggerFactory.Instance
        );
        using var stop = new CancellationTokenSource();
        var running = Scheduled.Run(() => worker.RunAsync(stop.Token));
        for (var number = 1; number <= Transactions; number++)
        {
            await log.AppendAsync([TextDecoder.Row("shop", number, 1, 1, $"r{number}")], CancellationToken.None);
            await Task.Yield();
        }

        while (node.Applied.Count < Transactions && !running.IsCompleted && schedule.Time.Elapsed < Patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), schedule.Time);
        }

        await stop.CancelScheduledAsync();
        await running;
        await worker.DisposeAsync();

        Assert.Equal(Enumerable.Range(1, Transactions).Select(number => $"{number - 1}=r{number}"), node.Applied);
        Assert.Equal(0, log.OpenReaders);
    }

    /// <summary>A log whose readers fail once when told.</summary>
    private sealed class FailingLog(InMemoryChangeLog inner) : IChangeLog
    {
        private int _failures;

        public int OpenReaders { get; private set; }

        public ClusterSettings Settings => inner.Settings;

        public string Endpoint => inner.Endpoint;

        public IMetadataStore Metadata => inner.Metadata;

        public void Fail() => _failures++;

        public Task<AppendReceipt> AppendAsync(
            IReadOnlyList<RecordToAppend> records,
            CancellationToken cancellationToken
        ) => inner.AppendAsync(records, cancellationToken);

        public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var reader = await inner.OpenReaderAsync(fromOffset, cancellationToken);
            OpenReaders++;
            return new Reader(this, reader);
        }

        public async Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            return await inner.GetBoundsAsync(cancellationToken);
        }

        public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
            inner.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private sealed class Reader(FailingLog log, ILogReader reader) : ILogReader
        {
            public long Interruptions => reader.Interruptions;

            public async ValueTask<ArraySegment<LogRecord>> ReadAsync(
                int maxRecords,
                CancellationToken cancellationToken
            )
            {
                await Task.Yield();
                if (log._failures > 0)
                {
                    log._failures--;
                    throw new LogUnavailableException("The log is gone.", "Retried.");
                }

                return await reader.ReadAsync(maxRecords, cancellationToken);
            }

            public ValueTask DisposeAsync()
            {
                log.OpenReaders--;
                return reader.DisposeAsync();
            }
        }
    }
}
