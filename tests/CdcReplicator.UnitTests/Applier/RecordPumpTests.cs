using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class RecordPumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)] // as many as are read ahead: there is no room to tell of the failure
    [InlineData(3)]
    public async Task Dispose_LogHasFailedAndNobodyTakes_Ends(int reads)
    {
        var reader = new FailingReader(reads);
        var pump = new RecordPump(reader, new TextDecoder(), new ApplierOptions { PrefetchedReads = 2 }, () => { });
        await reader.Failed.Task.WaitAsync(Patience).ContinueWith(_ => { }, TaskScheduler.Default);

        await pump.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.True(reader.IsDisposed);
    }

    [Fact]
    public async Task TryTake_LogHasFailed_GivesWhatWasReadAndThenTheFailure()
    {
        var news = new SemaphoreSlim(0);
        await using var pump = new RecordPump(
            new FailingReader(3),
            new TextDecoder(),
            new ApplierOptions { PrefetchedReads = 2 },
            () => news.Release()
        );
        var taken = new List<ApplierInput>();
        while (taken.Count < 4)
        {
            Assert.True(await news.WaitAsync(Patience));
            while (pump.TryTake(out var input))
            {
                taken.Add(input!);
            }
        }

        Assert.All(taken.Take(3), input => Assert.IsType<ApplierInput.EventsRead>(input));
        Assert.IsType<ApplierInput.LogUnreachable>(taken[3]);
    }

    private sealed class FailingReader(int reads) : ILogReader
    {
        private int _reads;

        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public long Interruptions => 0;

        public ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
        {
            if (_reads == Math.Min(reads, 2))
            {
                // Reading has come as far as it can while nobody takes.
                Failed.TrySetResult();
            }

            if (_reads++ < reads)
            {
                var row = TextDecoder.Row("shop", _reads, 1, 1, "r");
                return ValueTask.FromResult<ArraySegment<LogRecord>>(
                    new[] { new LogRecord(_reads, 1, row.Key, row.Value!, []) }
                );
            }

            throw new LogUnavailableException("The log is gone.", "Retried.");
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
