namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Writes rows of its own, one after the other, and notes what it is told.</summary>
internal sealed class DayWriter(Day day, CdcCluster cluster, int number, Random random, bool updates)
{
    private const long KeysEach = 1_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly Dictionary<long, int> _versions = [];
    private readonly List<long> _keys = [];

    /// <summary>Which rows are its own, for a WHERE.</summary>
    public string OwnRows => $"id BETWEEN {number * KeysEach} AND {((number + 1) * KeysEach) - 1}";

    public bool Owns(long key) => key / KeysEach == number;

    /// <summary>Writes until stopped, or as many as wanted; a write under way is brought to its end.</summary>
    public async Task RunAsync(int count, CancellationToken stop)
    {
        for (var i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            await WriteAsync(stop);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        var isNew = !updates || _keys.Count == 0 || random.Next(3) > 0;
        var key = isNew ? (number * KeysEach) + _versions.Count + 1 : _keys[random.Next(_keys.Count)];
        var version = _versions.GetValueOrDefault(key) + 1;
        _versions[key] = version;
        day.History.Note(new DayEvent.Tried(key, version));
        if (await SendAsync(isNew, key, version, stop) is { } receipt)
        {
            day.History.Note(new DayEvent.Acknowledged(key, version, receipt.Sequence));
            day.Latest = new TakenRow(key, receipt.SessionToken);
            if (isNew)
            {
                _keys.Add(key);
            }
        }
    }

    private async Task<CommitReceipt?> SendAsync(bool isNew, long key, int version, CancellationToken stop)
    {
        try
        {
            var durability = random.Next(8) == 0 ? Durability.Applied(1) : Durability.Logged;
            return await cluster.WriteAsync(tx => Build(tx, isNew, key, version), durability, CancellationToken.None);
        }
        catch (DurabilityNotReachedException late)
        {
            return late.Receipt;
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            return await SettleAsync(unknown.Pending, key, version, stop);
        }
        catch (TransactionRejectedException told) when (told.Undecided.Count > 0)
        {
            // Told by half of the nodes or fewer, and said so: no more is known.
            return null;
        }
        catch (ReplicationException refused)
        {
            day.History.Note(new DayEvent.Refused(key, version, refused.Message));
            return null;
        }
    }

    /// <summary>As a program does: until there is an answer. If the day ends before, nothing is known.</summary>
    private async Task<CommitReceipt?> SettleAsync(
        PendingTransaction pending,
        long key,
        int version,
        CancellationToken stop
    )
    {
        while (true)
        {
            try
            {
                return random.Next(2) == 0
                    ? await day.Bug.RetryAsync(cluster, pending)
                    : await ResolveAsync(pending, key, version);
            }
            catch (DurabilityNotReachedException late)
            {
                return late.Receipt;
            }
            catch (Exception told)
                when (told is TransactionRejectedException { Undecided.Count: 0 } or PendingTransactionRefusedException)
            {
                // Days are shorter than any log's retention: what cannot be settled is not in the log.
                day.History.Note(new DayEvent.Refused(key, version, told.Message));
                return null;
            }
            catch (CommitOutcomeUnknownException) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(Pause * 10, CancellationToken.None);
            }
            catch (ReplicationException)
            {
                return null;
            }
        }
    }

    private async Task<CommitReceipt?> ResolveAsync(PendingTransaction pending, long key, int version)
    {
        var resolution = await cluster.ResolveAsync(pending, CancellationToken.None);
        if (resolution is { Sequence: { } sequence, SessionToken: { } token })
        {
            return new CommitReceipt(sequence, token, Verdict: null);
        }

        day.History.Note(new DayEvent.Refused(key, version, "resolved: it was not logged"));
        return null;
    }

    private void Build(CdcTransaction tx, bool isNew, long key, int version)
    {
        var row = new Dictionary<string, object?> { ["version"] = version, ["note"] = $"{key}:{version}" };
        if (day.Columns is > 0 and var columns && random.Next(2) == 0)
        {
            row[DayTable.Column(columns)] = version;
        }

        if (isNew)
        {
            tx.Insert(DayTable.Name, new Dictionary<string, object?>(row) { ["id"] = key });
        }
        else
        {
            tx.Update(DayTable.Name, new Dictionary<string, object?> { ["id"] = key }, row);
        }
    }
}
