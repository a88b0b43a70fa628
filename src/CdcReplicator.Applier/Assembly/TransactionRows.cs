using System.Collections;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The rows of one transaction: the first ones in memory, those that no longer fit after them on disk. Enumerates one
/// row at a time, any number of times. Once released it holds the rows of another transaction.
/// </summary>
/// <param name="memory">The account of the memory that rows take.</param>
/// <param name="spool">Where rows go that find no room there.</param>
/// <param name="released">Where it puts itself when it is released.</param>
internal sealed class TransactionRows(AssemblyMemory memory, ITransactionSpool spool, Stack<TransactionRows> released)
    : IAdjacentRows
{
    // Decoded rows cost more than their bytes, and those whose verdict is worked out more again; measured orders of
    // magnitude, so that the limit means memory.
    private const int TrustedOverheadBytes = 256;
    private const int CheckedOverheadBytes = 768;

    /// <summary>Room for more rows than this is not kept for the next transaction.</summary>
    private const int MaxKeptRows = 64;

    /// <summary>How room grows: most transactions have one row, the others a few or many.</summary>
    private const int Growth = 4;

    private RowChange[] _rows = [];
    private int _held;

    // The roles of the held rows, from the first key change on; most transactions have none.
    private List<KeyChangeRole>? _roles;
    private ISpooledRows? _spooled;
    private bool _mayFold;

    /// <summary>Which of its transactions it holds: releasing an earlier one must not touch this one.</summary>
    public long Lease { get; private set; }

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <summary>Characters U+0000 taken out of them.</summary>
    public long StrippedNulls { get; private set; }

    /// <summary>Control messages among them that order nothing; null if there are none.</summary>
    public IgnoredControls? Ignored { get; private set; }

    /// <summary>Bytes of their records.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes taken of the memory for them.</summary>
    public long BytesInMemory { get; private set; }

    /// <summary>Whether some rows are on disk.</summary>
    public bool IsSpooled => _spooled is not null;

    /// <summary>Adds what an event brings to its transaction.</summary>
    public void Take(in LogEvent logEvent)
    {
        if (logEvent.IsRow)
        {
            Add(logEvent.Record, logEvent.Row);
        }
        else if (
            logEvent.Other is MessageEvent { IsControl: true } message
            && ControlReading.Misplaced(message) is { } nothing
        )
        {
            Ignore(nothing.Why);
        }
    }

    /// <summary>Counts a control message that orders nothing.</summary>
    public void Ignore(string why) => Ignored = new IgnoredControls((Ignored?.Count ?? 0) + 1, Ignored?.Why ?? why);

    /// <summary>Adds a row. Once one row has gone to disk all later ones follow, so that their order stays.</summary>
    public void Add(in LogRecord record, in RowEvent row)
    {
        var size = record.Key.Length + record.Value.Length;
        var taken =
            size + (row.Source.Semantics == WriteSemantics.Checked ? CheckedOverheadBytes : TrustedOverheadBytes);
        if (_spooled is null && memory.TryTake(taken))
        {
            BytesInMemory += taken;
            Hold(row);
        }
        else
        {
            _spooled ??= spool.Create();
            _spooled.Append(record);
        }

        _mayFold |= row.KeyChange == KeyChangeRole.OldRow;
        StrippedNulls += row.StrippedNulls;
        Count++;
        Bytes += size;
    }

    /// <inheritdoc/>
    public bool TryGetRows(out ReadOnlyMemory<RowChange> rows)
    {
        rows = _rows.AsMemory(0, _held);
        return !_mayFold && _spooled is null;
    }

    public IEnumerator<RowChange> GetEnumerator() =>
        (_mayFold ? KeyChangeFolding.Fold(Read()) : Read().Select(row => row.Change)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives up the rows of a transaction, unless they were given up before.</summary>
    public void Release(long lease)
    {
        if (lease != Lease)
        {
            return;
        }

        Lease++;
        memory.Return(BytesInMemory);
        BytesInMemory = 0;
        StrippedNulls = 0;
        Ignored = null;
        Count = 0;
        Bytes = 0;
        Forget();
        _spooled?.Dispose();
        _spooled = null;
        released.Push(this);
    }

    private void Forget()
    {
        if (_rows.Length > MaxKeptRows)
        {
            _rows = [];
        }

        // They keep the bytes of records alive.
        Array.Clear(_rows, 0, Math.Min(_held, _rows.Length));
        _held = 0;
        _roles = null;
        _mayFold = false;
    }

    private void Hold(in RowEvent row)
    {
        if (_held == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(1, _held * Growth));
        }

        _rows[_held++] = row.Change;
        if (row.KeyChange != KeyChangeRole.None || _roles is not null)
        {
            _roles ??= [.. Enumerable.Repeat(KeyChangeRole.None, _held - 1)];
            _roles.Add(row.KeyChange);
        }
    }

    private IEnumerable<HeldRow> Read()
    {
        for (var i = 0; i < _held; i++)
        {
            yield return new HeldRow(_rows[i], _roles?[i] ?? KeyChangeRole.None);
        }

        if (_spooled is null)
        {
            yield break;
        }

        foreach (var logEvent in _spooled.Read())
        {
            yield return HeldRow.Of(logEvent.Row);
        }
    }
}
