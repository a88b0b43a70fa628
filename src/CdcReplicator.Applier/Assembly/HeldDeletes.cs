using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Key changes without transaction block, by source. The delete waits for its create, so that both are one transaction.
/// They stand next to each other unless the connector was killed between them; then it sends both again, perhaps with
/// what came before, which passes by.
/// </summary>
internal sealed class HeldDeletes(long lastAppliedSequence, Func<TransactionRows> newRows)
{
    private readonly Dictionary<string, HeldDelete> _held = new(StringComparer.Ordinal);
    private readonly FirstOffsets _firsts = new();

    public IReadOnlyCollection<HeldDelete> Held => _held.Values;

    /// <summary>Where the first of them begins; the largest number if none is open.</summary>
    public long FirstOffset => _firsts.Lowest;

    /// <summary>Takes a row without transaction block; returns the transaction it completes, or null.</summary>
    /// <exception cref="BrokenTransactionException">Nothing shows whether it came before.</exception>
    public LoneRow? Take(in LogEvent logEvent)
    {
        ref readonly var row = ref logEvent.Row;
        if (_held.Count > 0 && _held.TryGetValue(row.Source.Name, out var held) && held.IsCompletedBy(row))
        {
            Release(row.Source.Name, held);
            held.Rows.Add(logEvent.Record, row);
            return held.Whole;
        }

        var stamp = LoneStamps.Of(logEvent, lastAppliedSequence);
        var rows = newRows();
        rows.Add(logEvent.Record, row);
        return row.KeyChange == KeyChangeRole.OldRow
            ? Hold(new HeldDelete(logEvent, rows, stamp), row)
            : new LoneRow(rows, row.Source, stamp);
    }

    /// <summary>Drops the delete a source has open from before a place in the log, by an operator's wish.</summary>
    public void Discard(string source, string id, long before)
    {
        if (_held.TryGetValue(source, out var held) && held.Id.ToString() == id && held.FirstOffset < before)
        {
            Release(source, held);
            held.Abandon();
        }
    }

    // Another delete shows that the create of the one before never comes: it was a delete then, and is handed out.
    private LoneRow? Hold(HeldDelete delete, in RowEvent row)
    {
        if (_held.TryGetValue(row.Source.Name, out var before))
        {
            Release(row.Source.Name, before);
        }

        _held.Add(row.Source.Name, delete);
        _firsts.Add(delete);
        if (before is null || !before.IsRepeatedBy(row))
        {
            return before?.Whole;
        }

        before.Abandon();
        return null;
    }

    private void Release(string source, HeldDelete held)
    {
        _held.Remove(source);
        _firsts.Remove(held);
    }
}
