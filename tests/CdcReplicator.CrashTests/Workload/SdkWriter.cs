using CdcReplicator.Testing;

namespace CdcReplicator.CrashTests;

/// <summary>
/// Appends an element to two lists in one transaction of the SDK; now and then with many further rows, with something
/// the nodes must reject, or sent twice because the answer was lost.
/// </summary>
internal sealed class SdkWriter(
    int id,
    CdcCluster cluster,
    LossyChangeLog log,
    SharedList[] lists,
    History history,
    int seed
)
{
    private const int LargeRows = 150;
    private const long NoSuchList = 999;

    private readonly Random _random = new(seed);
    private int _written;
    private int _places;

    public async Task WriteAsync()
    {
        var first = _random.Next(lists.Length);
        var second = (first + 1 + _random.Next(lists.Length - 1)) % lists.Length;
        // Always in one order, or two writers could wait for each other.
        SharedList[] pair = [lists[Math.Min(first, second)], lists[Math.Max(first, second)]];
        await pair[0].EnterAsync();
        await pair[1].EnterAsync();
        try
        {
            await AppendAsync(pair);
        }
        finally
        {
            pair[1].Leave();
            pair[0].Leave();
        }
    }

    private async Task AppendAsync(SharedList[] pair)
    {
        var draft = new WriteDraft(cluster.CreateTransaction(), $"w{id}-{++_written}");
        var kind = _random.Next(100);
        foreach (var list in pair)
        {
            draft.Append(list.Id, list.Elements, list.Elements);
        }

        if (kind is < 6 or 15)
        {
            for (var i = 0; i < LargeRows; i++)
            {
                draft.Insert(id, ++_places);
            }
        }

        switch (kind)
        {
            case >= 10 and < 14:
                draft.Append(pair[0].Id, ["not this"], [.. pair[0].Elements, draft.Element]);
                break;
            case 14:
                draft.Append(NoSuchList, [], []);
                break;
            case 15:
                draft.Insert(id, _places);
                break;
            case >= 16 and < 24:
                log.Lose(AppendLoss.Answer);
                break;
        }

        await history.PublishAsync(draft.Element, isChecked: true, draft.Rows, () => CommitAsync(draft.Transaction));
        if (kind is < 10 or >= 16)
        {
            foreach (var list in pair)
            {
                list.Elements = [.. list.Elements, draft.Element];
            }
        }
    }

    /// <summary>Commits; an unknown outcome is settled by publishing the same transaction again.</summary>
    private async Task<long> CommitAsync(CdcTransaction transaction)
    {
        PendingTransaction pending;
        try
        {
            return (await transaction.CommitAsync()).Sequence;
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            pending = unknown.Pending;
        }

        while (true)
        {
            try
            {
                return (await cluster.RetryAsync(pending)).Sequence;
            }
            catch (CommitOutcomeUnknownException)
            {
                // The answer to the retry was lost as well.
            }
        }
    }
}
