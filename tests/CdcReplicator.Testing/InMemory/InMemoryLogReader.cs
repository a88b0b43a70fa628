using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

internal sealed class InMemoryLogReader(InMemoryChangeLog log, long next) : ILogReader
{
    private long _next = next;

    public long Interruptions => 0;

    public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        while (true)
        {
            var news = log.News.Next;
            var records = log.Read(_next, maxRecords);
            if (records.Length > 0)
            {
                _next += records.Length;
                return records;
            }

            await news.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
