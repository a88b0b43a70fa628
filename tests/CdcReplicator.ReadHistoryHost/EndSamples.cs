using CdcReplicator.ChangeLog;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// What this process saw of the log's end, and when: what a bound asks for, found without the router's own memory. Safe
/// for concurrent use.
/// </summary>
internal sealed class EndSamples(IChangeLog log)
{
    private static readonly long Kept = 10 * TimeProvider.System.TimestampFrequency;
    private readonly Lock _gate = new();
    private readonly Queue<(long At, long End)> _samples = new();

    public async Task<long> AskAsync()
    {
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        lock (_gate)
        {
            // Not before it was answered: so much was in the log at the latest then.
            var now = TimeProvider.System.GetTimestamp();
            _samples.Enqueue((now, end));
            while (_samples.Peek().At < now - Kept)
            {
                _samples.Dequeue();
            }
        }

        return end;
    }

    /// <summary>An end that the log had reached by then; 0 if nothing so old is known.</summary>
    public long EndAt(long timestamp)
    {
        lock (_gate)
        {
            return _samples.TakeWhile(sample => sample.At <= timestamp).Select(sample => sample.End).LastOrDefault();
        }
    }
}
