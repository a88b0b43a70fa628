using System.Runtime.InteropServices;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The net effect of trusted changes on one table.</summary>
internal sealed class TrustedFold(BatchRules rules)
{
    private readonly TableMapping _table = rules.Table;
    private readonly ImageReader _images = new(rules.Table);
    private readonly Dictionary<KeyValue, TrustedRow> _rows = [];
    private readonly List<RowVersion> _appended = [];
    private readonly TableWrites _writes = new(rules.Table);
    private bool _empties;
    private string? _source;

    /// <summary>Rows held.</summary>
    public int Count => _rows.Count + _appended.Count;

    /// <summary>Whether the table is emptied before anything else.</summary>
    public bool IsEmptied => _empties;

    /// <summary>Folds a change in. False, and nothing is changed, if it has to be applied by itself.</summary>
    public bool TryAdd(in RowChange change)
    {
        if (!(_table.HasKey ? rules.TrustedByKey : rules.TrustedAppends))
        {
            return false;
        }

        if (change.Operation is ChangeOperation.Update or ChangeOperation.Delete && _table.IsOtherKey(change.Key))
        {
            // Which row that is, only the database knows, and only after what comes before.
            return false;
        }

        return change.Operation switch
        {
            ChangeOperation.Truncate => Empty(),
            ChangeOperation.Create or ChangeOperation.Read when !_table.HasKey => TryAppend(change),
            _ when !_table.HasKey => false,
            ChangeOperation.Create => TryInsert(change, TrustedFate.Insert),
            ChangeOperation.Read => TryInsert(change, TrustedFate.Upsert),
            ChangeOperation.Update => TryUpdate(change),
            _ => TryDelete(change),
        };
    }

    /// <summary>A change that was folded in is a source's. Mostly the one of the change before.</summary>
    public void Note(string source)
    {
        if (source != _source)
        {
            _source = source;
            _writes.Sources.Add(source);
        }
    }

    /// <summary>What is to be written; good until the fold is cleared.</summary>
    public TableWrites ToWrites()
    {
        _writes.Empties = _empties;
        foreach (var (key, row) in _rows)
        {
            switch (row.Fate)
            {
                case TrustedFate.Delete:
                    _writes.Deletes.Add(key);
                    break;
                case TrustedFate.Insert:
                    _writes.Insert(row.Version);
                    break;
                case TrustedFate.Upsert:
                    _writes.Upsert(row.Version);
                    break;
                default:
                    _writes.Update(row.Version, row.MustExist);
                    break;
            }
        }

        foreach (var row in _appended)
        {
            _writes.Insert(row);
        }

        return _writes;
    }

    /// <summary>Forgets the changes; the room they took is used again.</summary>
    public void Clear()
    {
        _rows.Clear();
        _appended.Clear();
        _writes.Clear();
        _empties = false;
        _source = null;
    }

    private bool Empty()
    {
        if (!_appended.TrueForAll(row => row.Fits()) || _rows.Values.Any(row => !row.MayBeDropped))
        {
            return false;
        }

        _rows.Clear();
        _appended.Clear();
        _empties = true;
        return true;
    }

    private bool TryAppend(in RowChange change)
    {
        if (change.After is not { } after)
        {
            return false;
        }

        if (_images.ReadKeyless(after) is not { } row)
        {
            return false;
        }

        _appended.Add(row);
        return true;
    }

    private bool TryInsert(in RowChange change, TrustedFate fate)
    {
        if (change.After is not { } after)
        {
            return false;
        }

        if (_images.TryReadWhole(after, out var version, out var key))
        {
            return TryWrite(key, new TrustedRow(fate, version, MustExist: false));
        }

        // A key that only the record's key has, or an unchanged value in a create, is for the reference.
        return _images.Read(after, out var hasUnavailable) is { } row
            && !hasUnavailable
            && row.Columns.MayInsert
            && row.TupleOf(_table.Key) is { } read
            && TryWrite(read, new TrustedRow(fate, row, MustExist: false));
    }

    private bool TryUpdate(in RowChange change)
    {
        if (change.After is not { } after)
        {
            return false;
        }

        if (_images.TryReadWhole(after, out var version, out var now))
        {
            return TryReadKey(change, out var was) ? TryReplace(was, now, version) : TryReplace(now, now, version);
        }

        return _images.Read(after, out var hasUnavailable) is { } row && TryUpdate(change, row, hasUnavailable);
    }

    private bool TryUpdate(in RowChange change, in RowVersion row, bool hasUnavailable)
    {
        var values = row.Values;
        if (!TryReadKey(change, out var from))
        {
            if (row.TupleOf(_table.Key) is not { } brought)
            {
                return false;
            }

            from = brought;
        }

        var bringsKey = row.Columns.CoverOf(_table.Key) == ColumnCover.All;
        for (var i = 0; i < _table.Key.Length; i++)
        {
            var column = _table.Key[i];
            if (!row.Columns.Has(column))
            {
                values[column] = from[i];
            }
            else if (values[column].IsNull)
            {
                return false;
            }
        }

        var to = KeyValue.Of(values, _table.Key);
        return from.Equals(to)
            ? TryWrite(
                from,
                new TrustedRow(TrustedFate.Update, row, hasUnavailable || !bringsKey || !row.Columns.MayInsert)
            )
            : row.Columns.IsFull && TryReplace(from, to, row);
    }

    /// <summary>
    /// Writes a whole row under a key that may be another than before: then nothing is left under the old one.
    /// </summary>
    private bool TryReplace(in KeyValue from, in KeyValue to, in RowVersion row)
    {
        if (from.Equals(to))
        {
            return TryWrite(to, new TrustedRow(TrustedFate.Update, row, MustExist: false));
        }

        if (!MayDrop(from) || !MayDrop(to))
        {
            return false;
        }

        _rows[from] = TrustedRow.Gone;
        _rows[to] = new TrustedRow(TrustedFate.Upsert, row, MustExist: false);
        return true;
    }

    private bool TryDelete(in RowChange change)
    {
        if (!TryReadKey(change, out var key) || !MayDrop(key))
        {
            return false;
        }

        _rows[key] = TrustedRow.Gone;
        return true;
    }

    private bool TryWrite(in KeyValue key, in TrustedRow write)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, key, out var isKnown);
        if (!isKnown)
        {
            slot = write;
            return true;
        }

        if (slot.Then(write, _images.Sets) is not { } folded)
        {
            return false;
        }

        slot = folded;
        return true;
    }

    private bool MayDrop(in KeyValue key) => !_rows.TryGetValue(key, out var row) || row.MayBeDropped;

    /// <summary>Reads the key of the row as it was before the change; false if the change does not hold it.</summary>
    private bool TryReadKey(in RowChange change, out KeyValue key) =>
        _images.TryReadKey(change.Key, out key) || _images.TryReadKey(change.Before, out key);
}
