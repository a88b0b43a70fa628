using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Takes checked changes in, and asks for what must be known to decide them. A change of a form that cannot be decided in memory is not taken.
/// </summary>
internal sealed class CheckedReader(NodeCatalog catalog)
{
    private readonly Dictionary<TableName, CheckedTable?> _tables = [];

    /// <summary>The tables met, parents of foreign keys among them.</summary>
    public IEnumerable<CheckedTable> Tables => _tables.Values.OfType<CheckedTable>();

    /// <summary>The table of that name, or null if there is none.</summary>
    public CheckedTable? TableOf(TableName name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            table = catalog.Find(name) is { } found ? new CheckedTable(catalog.RulesOf(found)) : null;
            _tables.Add(name, table);
        }

        return table;
    }

    /// <summary>Takes a change in; null if it has to be applied by itself.</summary>
    public CheckedChange? Read(RowChange change)
    {
        if (
            change.Operation == ChangeOperation.Truncate
            || TableOf(change.Table) is not { } table
            || !(table.Rules.Table.HasKey ? table.Rules.CheckedByKey : table.Rules.CheckedAppends)
        )
        {
            return null;
        }

        var read = table.Rules.Table.HasKey ? ReadKeyed(table, change) : ReadAppended(table, change);
        if (read is { } taken)
        {
            Ask(taken);
        }

        return read;
    }

    private static CheckedChange? ReadAppended(CheckedTable table, RowChange change) =>
        change.Operation is ChangeOperation.Create or ChangeOperation.Read
        && change.After is { } image
        && (change.Key is null || change.Key.Values.Length == 0)
        && table.Images.Read(image, out var hasUnavailable) is { } after
        && !hasUnavailable
            ? new CheckedChange(table, change.Operation, null, null, after, null)
            : null;

    private static CheckedChange? ReadKeyed(CheckedTable table, RowChange change)
    {
        var mapping = table.Rules.Table;
        RowVersion? before = null;
        if (change.Before is { } beforeImage && (before = table.Images.Read(beforeImage, out _)) is null)
        {
            return null;
        }

        RowVersion? after = null;
        if (change.After is { } afterImage && (after = table.Images.Read(afterImage, out _)) is null)
        {
            return null;
        }

        if (change.Operation is ChangeOperation.Create or ChangeOperation.Read)
        {
            return after is { } inserted && HasKey(mapping, inserted) && before is null
                ? new CheckedChange(
                    table,
                    change.Operation,
                    KeyValue.Of(inserted.Values, mapping.Key),
                    null,
                    inserted,
                    null
                )
                : null;
        }

        var old = new DataValue[mapping.Columns.Length];
        if (!table.Images.TryReadKey(change.Key, old))
        {
            if (before is not { } brought || !HasKey(mapping, brought))
            {
                return null;
            }

            old = brought.Values;
        }

        var key = KeyValue.Of(old, mapping.Key);
        if (change.Operation == ChangeOperation.Delete)
        {
            return table.Rules.IsReferenced || after is not null
                ? null
                : new CheckedChange(table, ChangeOperation.Delete, key, null, null, before);
        }

        return after is { } updated ? ReadUpdate(table, key, old, updated, before) : null;
    }

    private static CheckedChange? ReadUpdate(
        CheckedTable table,
        KeyValue key,
        DataValue[] old,
        RowVersion after,
        RowVersion? before
    )
    {
        var mapping = table.Rules.Table;
        foreach (var column in mapping.Key)
        {
            if (!after.Columns.Has(column))
            {
                after.Values[column] = old[column];
            }
            else if (after.Values[column].IsNull)
            {
                return null;
            }
        }

        var now = KeyValue.Of(after.Values, mapping.Key);
        var moves = !now.Equals(key);
        var touchesReferenced = Array.Exists(
            after.Columns.Columns,
            column => table.Rules.ReferencedColumns[column] && (moves || !mapping.IsKey[column])
        );
        return touchesReferenced || (moves && (table.Rules.IsReferenced || !after.Columns.IsFull))
            ? null
            : new CheckedChange(table, ChangeOperation.Update, key, moves ? now : null, after, before);
    }

    private static bool HasKey(TableMapping table, RowVersion row) =>
        row.Columns.CoverOf(table.Key) == ColumnCover.All
        && !Array.Exists(table.Key, column => row.Values[column].IsNull);

    private void Ask(in CheckedChange change)
    {
        var (rules, known) = (change.Table.Rules, change.Table.Known);
        if (change.Key is { } key)
        {
            known.AskRow(key);
        }

        if (change.MovesTo is { } to)
        {
            known.AskRow(to);
        }

        foreach (var column in change.Expected?.Columns.Columns ?? [])
        {
            known.AskColumn(column);
        }

        if (change.After is not { } after)
        {
            return;
        }

        for (var unique = 0; unique < rules.Uniques.Count; unique++)
        {
            if (
                after.Columns.CoverOf(rules.Uniques[unique]) == ColumnCover.All
                && after.TupleOf(rules.Uniques[unique]) is { } tuple
            )
            {
                known.AskOwner(unique, tuple);
            }
        }

        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (
                after.Columns.CoverOf(foreignKey.Columns) == ColumnCover.All
                && after.TupleOf(foreignKey.Columns) is { } parent
            )
            {
                TableOf(foreignKey.Parent.Name)!.Known.AskRow(parent);
            }
        }
    }
}
