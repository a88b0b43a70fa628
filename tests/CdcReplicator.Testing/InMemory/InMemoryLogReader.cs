using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

internal sealed class InMemoryLogReader(InMemoryChangeLog log, long next) : ILogReader
{
    private long _next = next;

    public long Interruptions => 0;

    public async ValueTask<IReadOnlyList<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        while (true)
        {
            var news = log.News.Next;
            var records = log.Read(_next, maxRecords);
            if (records.Count > 0)
            {
                _next += records.Count;
                return records;
            }

            await news.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
