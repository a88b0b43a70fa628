using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.UnitTests.Applier;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// The read-ahead: the log fails at some time, records are taken or not, and the pump is stopped at some time.
/// </summary>
public sealed class PumpTests
{
    [Fact]
    public void Dispose_LogFailsAndTakingStopsAtAnyTime_Ends() => Explore.All(RunAsync);

    [Fact]
    public void Dispose_FailureToldWithoutEnd_IsFound() => Explore.Finds("deaf pump", RunAsync);

    [Fact]
    public void Dispose_FailureMeanwhileIsThrown_IsFound() => Explore.Finds("failure at the end", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var reader = new FailingReader(reads: 3);
        var pump = new RecordPump(reader, new TextDecoder(), new ApplierOptions { PrefetchedReads = 2 }, () => { });
        var taken = 0;
        for (var i = 0; i < 4; i++)
        {
            await Task.Yield();
            taken += pump.TryTake(out _) ? 1 : 0;
        }

        await pump.DisposeAsync();

        Assert.True(reader.IsDisposed);
        Assert.InRange(taken, 0, 4);
    }

    private sealed class FailingReader(int reads) : ILogReader
    {
        private int _reads;

        public bool IsDisposed { get; private set; }

        public long Interruptions => 0;

        public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (_reads++ == reads)
            {
                throw new LogUnavailableException("The log is gone.", "Retried.");
            }

            var row = TextDecoder.Row("shop", _reads, 1, 1, "r");
            return new[] { new LogRecord(_reads, 1, row.Key, row.Value!, []) };
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
