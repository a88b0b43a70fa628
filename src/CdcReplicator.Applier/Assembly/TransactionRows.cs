using System.Collections;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The rows of one transaction: the first ones in memory, those that no longer fit behind them on disk. Enumerates one row at a time, any
/// number of times.
/// </summary>
internal sealed class TransactionRows(AssemblyMemory memory, ITransactionSpool spool)
    : IEnumerable<RowChange>,
        IDisposable
{
    // Decoded rows cost more than their bytes; measured order of magnitude, so that the limit means memory.
    private const int RowOverheadBytes = 256;

    private readonly List<HeldRow> _held = [];
    private ISpooledRows? _spooled;
    private long _taken;

    /// <summary>Row events.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of their records.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a row. Once one row has gone to disk all later ones follow, so that their order stays.</summary>
    public void Add(RowEvent row)
    {
        var size = (row.Record.Key?.Length ?? 0) + (row.Record.Value?.Length ?? 0);
        if (_spooled is null && memory.TryTake(size + RowOverheadBytes))
        {
            _taken += size + RowOverheadBytes;
            _held.Add(HeldRow.Of(row));
        }
        else
        {
            _spooled ??= spool.Create();
            _spooled.Append(row.Record);
        }

        Count++;
        Bytes += size;
    }

    public IEnumerator<RowChange> GetEnumerator() => KeyChangeFolding.Fold(Read()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        memory.Return(_taken);
        _taken = 0;
        _held.Clear();
        _spooled?.Dispose();
        _spooled = null;
    }

    private IEnumerable<HeldRow> Read()
    {
        foreach (var row in _held)
        {
            yield return row;
        }

        if (_spooled is null)
        {
            yield break;
        }

        foreach (var row in _spooled.Read())
        {
            yield return HeldRow.Of(row);
        }
    }
}
