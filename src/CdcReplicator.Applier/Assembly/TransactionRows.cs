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
    // Decoded rows cost more than their bytes, and those whose verdict is worked out more again; measured orders of magnitude, so that the limit means memory.
    private const int TrustedOverheadBytes = 256;
    private const int CheckedOverheadBytes = 768;

    // Most transactions have one row: no list for them.
    private HeldRow _first;
    private List<HeldRow>? _others;
    private ISpooledRows? _spooled;
    private bool _mayFold;

    /// <summary>Row events.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes of their records.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes taken of the memory for them.</summary>
    public long BytesInMemory { get; private set; }

    /// <summary>Whether some rows are on disk.</summary>
    public bool IsSpooled => _spooled is not null;

    /// <summary>Adds a row. Once one row has gone to disk all later ones follow, so that their order stays.</summary>
    public void Add(RowEvent row)
    {
        var size = (row.Record.Key?.Length ?? 0) + (row.Record.Value?.Length ?? 0);
        var taken =
            size + (row.Source.Semantics == WriteSemantics.Checked ? CheckedOverheadBytes : TrustedOverheadBytes);
        if (_spooled is null && memory.TryTake(taken))
        {
            BytesInMemory += taken;
            Hold(HeldRow.Of(row));
        }
        else
        {
            _spooled ??= spool.Create();
            _spooled.Append(row.Record);
        }

        _mayFold |= row.KeyChange == KeyChangeRole.OldRow;
        Count++;
        Bytes += size;
    }

    public IEnumerator<RowChange> GetEnumerator() =>
        _mayFold ? KeyChangeFolding.Fold(Read()).GetEnumerator()
        : _others is null && _spooled is null ? ReadFirst()
        : ReadChanges();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        memory.Return(BytesInMemory);
        BytesInMemory = 0;
        _first = default;
        _others = null;
        _spooled?.Dispose();
        _spooled = null;
    }

    private void Hold(HeldRow row)
    {
        if (_first.Change is null)
        {
            _first = row;
        }
        else
        {
            _others ??= [];
            _others.Add(row);
        }
    }

    private IEnumerator<RowChange> ReadFirst()
    {
        if (_first.Change is not null)
        {
            yield return _first.Change;
        }
    }

    private IEnumerator<RowChange> ReadChanges()
    {
        foreach (var row in Read())
        {
            yield return row.Change;
        }
    }

    private IEnumerable<HeldRow> Read()
    {
        if (_first.Change is not null)
        {
            yield return _first;
        }

        foreach (var row in _others ?? [])
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
