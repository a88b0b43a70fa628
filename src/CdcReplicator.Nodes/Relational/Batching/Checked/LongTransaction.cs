using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies a checked transaction in pieces, each decided on what the ones before have written. Rows that cannot be
/// shown to be accepted are applied one by one, in their place. In memory is one piece. See DESIGN.md.
/// </summary>
internal sealed class LongTransaction(ChangeTransaction transaction, NodeCatalog catalog, IBatchStore store, int limit)
{
    private readonly CheckedGroup _group = new(catalog, store, new CheckedPace(), limit, rejects: false);
    private readonly List<RowChange> _read = [];
    private int _done;

    /// <summary>Applies it, whole or not at all.</summary>
    public async Task<Verdict> ApplyAsync(BatchRun run, CancellationToken stop)
    {
        using var rows = transaction.Rows.GetEnumerator();
        long passed = 0;
        long? provenTo = null;
        await run.OneByOne.BeginLongAsync(stop).ConfigureAwait(false);
        while (Gather(rows))
        {
            var (accepted, ownWay) = await _group.TakeAsync(run, stop).ConfigureAwait(false);
            passed += accepted;
            _done += accepted;
            if (ownWay == 0)
            {
                continue;
            }

            if (provenTo is null)
            {
                provenTo = passed;
                await run.OneByOne.MarkLongAsync(stop).ConfigureAwait(false);
            }

            if (!await run.OneByOne.TryRowsAsync(_read.GetRange(_done, ownWay), stop).ConfigureAwait(false))
            {
                return await run
                    .OneByOne.RefuseLongAsync(transaction, passed: provenTo.Value, stop)
                    .ConfigureAwait(false);
            }

            passed += ownWay;
            _done += ownWay;
        }

        return await run.OneByOne.EndLongAsync(transaction, provenTo, stop).ConfigureAwait(false);
    }

    /// <summary>Takes the next rows in, up to the first that cannot be; false if there are none.</summary>
    private bool Gather(IEnumerator<RowChange> rows)
    {
        if (_done >= limit || _done == _read.Count)
        {
            _read.RemoveRange(0, _done);
            _done = 0;
        }

        _group.Begin();
        for (var i = _done; _group.HasRoom; i++)
        {
            if (i == _read.Count)
            {
                if (!rows.MoveNext())
                {
                    break;
                }

                _read.Add(rows.Current);
            }

            if (!_group.TryAdd(_read[i]))
            {
                break;
            }
        }

        return _done < _read.Count;
    }
}
