namespace CdcReplicator.CrashTests;

/// <summary>What the log has acknowledged, and the attempts that may be in it without our knowing yet.</summary>
internal sealed class History
{
    private readonly Lock _gate = new();
    private readonly List<LoggedWrite> _writes = [];
    private readonly HashSet<Task> _underWay = [];

    /// <summary>Publishes something and remembers it under the sequence it got.</summary>
    public async Task<long> PublishAsync(string id, bool isChecked, IReadOnlyList<RowWrite> rows, Func<Task<long>> send)
    {
        var sending = SendAsync(id, isChecked, rows, send);
        lock (_gate)
        {
            _underWay.Add(sending);
        }

        try
        {
            return await sending;
        }
        finally
        {
            lock (_gate)
            {
                _underWay.Remove(sending);
            }
        }
    }

    /// <summary>Everything whose publishing began before this call.</summary>
    public async Task<IReadOnlyList<LoggedWrite>> ReadAsync()
    {
        Task[] underWay;
        lock (_gate)
        {
            underWay = [.. _underWay];
        }

        await Task.WhenAll(underWay);
        lock (_gate)
        {
            return [.. _writes];
        }
    }

    private async Task<long> SendAsync(string id, bool isChecked, IReadOnlyList<RowWrite> rows, Func<Task<long>> send)
    {
        await Task.Yield();
        var sequence = await send();
        lock (_gate)
        {
            _writes.Add(new LoggedWrite(sequence, id, isChecked, rows));
        }

        return sequence;
    }
}
