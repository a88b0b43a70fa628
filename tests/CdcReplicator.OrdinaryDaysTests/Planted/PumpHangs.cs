using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>C14: an applier's reading that failed never ends, so that nothing can begin anew.</summary>
internal sealed class PumpHangs : PlantedBug
{
    private readonly TaskCompletionSource _evening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override IChangeLog ApplierLog(string node, IChangeLog log) => new HangingLog(log, _evening.Task);

    public override ValueTask DisposeAsync()
    {
        _evening.TrySetResult();
        return base.DisposeAsync();
    }

    private sealed class HangingLog(IChangeLog inner, Task evening) : PassingLog(inner)
    {
        public override async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken) =>
            new HangingReader(await base.OpenReaderAsync(fromOffset, cancellationToken), evening);
    }

    private sealed class HangingReader(ILogReader inner, Task evening) : ILogReader
    {
        public long Interruptions => inner.Interruptions;

        public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
        {
            try
            {
                return await inner.ReadAsync(maxRecords, cancellationToken);
            }
            catch (LogUnavailableException)
            {
                await evening;
                throw;
            }
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
