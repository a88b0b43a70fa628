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
    private readonly DataValue[] _scratch = new DataValue[rules.Table.Columns.Length];
    private bool _empties;

    /// <summary>Rows held.</summary>
    public int Count => _rows.Count + _appended.Count;

    /// <summary>Folds a change in. False, and nothing is changed, if it has to be applied by itself.</summary>
    public bool TryAdd(RowChange change)
    {
        if (!(_table.HasKey ? rules.TrustedByKey : rules.TrustedAppends))
        {
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

    /// <summary>What is to be written.</summary>
    public TableWrites ToWrites()
    {
        var writes = new TableWrites(_table) { Empties = _empties };
        foreach (var (key, row) in _rows)
        {
            switch (row.Fate)
            {
                case TrustedFate.Delete:
                    writes.Deletes.Add(key);
                    break;
                case TrustedFate.Insert:
                    writes.Insert(row.Version);
                    break;
                case TrustedFate.Upsert:
                    writes.Upsert(row.Version);
                    break;
                default:
                    writes.Update(row.Version, row.MustExist);
                    break;
            }
        }

        foreach (var row in _appended)
        {
            writes.Insert(row);
        }

        return writes;
    }

    private bool Empty()
    {
        _rows.Clear();
        _appended.Clear();
        _empties = true;
        return true;
    }

    private bool TryAppend(RowChange change)
    {
        if (change.After is not { } after || _images.Read(after, out _) is not { } row)
        {
            return false;
        }

        _appended.Add(row);
        return true;
    }

    private bool TryInsert(RowChange change, TrustedFate fate)
    {
        // A key that only the record's key has, or an unchanged value in a create, is for the reference.
        if (
            change.After is not { } after
            || _images.Read(after, out var hasUnavailable) is not { } row
            || hasUnavailable
            || !HasKey(row)
        )
        {
            return false;
        }

        return TryWrite(KeyValue.Of(row.Values, _table.Key), new TrustedRow(fate, row, MustExist: false));
    }

    private bool TryUpdate(RowChange change)
    {
        if (
            change.After is not { } after
            || _images.Read(after, out var hasUnavailable) is not { } row
            || OldKey(change, row) is not { } old
        )
        {
            return false;
        }

        var from = KeyValue.Of(old, _table.Key);
        foreach (var column in _table.Key)
        {
            if (!row.Columns.Has(column))
            {
                row.Values[column] = old[column];
            }
            else if (row.Values[column].IsNull)
            {
                return false;
            }
        }

        var to = KeyValue.Of(row.Values, _table.Key);
        if (from.Equals(to))
        {
            return TryWrite(from, new TrustedRow(TrustedFate.Update, row, hasUnavailable));
        }

        // The moved row keeps nothing of the old one only if the record brings all of it.
        if (!row.Columns.IsFull)
        {
            return false;
        }

        _rows[from] = TrustedRow.Gone;
        _rows[to] = new TrustedRow(TrustedFate.Upsert, row, MustExist: false);
        return true;
    }

    private bool TryDelete(RowChange change)
    {
        if (OldKey(change, null) is not { } old)
        {
            return false;
        }

        _rows[KeyValue.Of(old, _table.Key)] = TrustedRow.Gone;
        return true;
    }

    private bool TryWrite(KeyValue key, TrustedRow write)
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

    /// <summary>A row whose key columns are those of the row the change is about; null if it does not tell.</summary>
    private DataValue[]? OldKey(RowChange change, RowVersion? after) =>
        _images.TryReadKey(change.Key, _scratch) || _images.TryReadKey(change.Before, _scratch) ? _scratch
        : after is { } row && HasKey(row) ? row.Values
        : null;

    private bool HasKey(RowVersion row)
    {
        foreach (var column in _table.Key)
        {
            if (!row.Columns.Has(column) || row.Values[column].IsNull)
            {
                return false;
            }
        }

        return true;
    }
}
