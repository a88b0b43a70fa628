using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Takes checked changes in, and asks for what must be known to decide them. A change of a form that cannot be decided
/// in memory is not taken.
/// </summary>
internal sealed class CheckedReader
{
    private readonly NodeCatalog _catalog;
    private readonly CheckedQuestions _questions;
    private readonly Dictionary<TableName, CheckedTable?> _tables = [];

    /// <summary>A reader.</summary>
    /// <param name="catalog">The node's tables.</param>
    /// <param name="assumes">See <see cref="CheckedQuestions"/>.</param>
    /// <param name="suspects">Changes that touch these are asked for.</param>
    public CheckedReader(NodeCatalog catalog, bool assumes, Suspects? suspects = null)
    {
        _catalog = catalog;
        _questions = new CheckedQuestions(TableOf, assumes, suspects ?? new Suspects());
    }

    /// <summary>Whether rows were taken for missing or for being there.</summary>
    public bool Assumes => _questions.Assumes;

    /// <summary>
    /// Whether all that is asked has an answer that can be foreseen, because the changes would not be accepted with
    /// another.
    /// </summary>
    public bool IsForeseeable => _questions.AreForeseeable;

    /// <summary>The tables met, parents of foreign keys among them.</summary>
    public IEnumerable<CheckedTable> Tables => _tables.Values.OfType<CheckedTable>();

    /// <summary>The table of that name, or null if there is none.</summary>
    public CheckedTable? TableOf(TableName name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            table = _catalog.Find(name) is { } found ? new CheckedTable(_catalog.RulesOf(found)) : null;
            _tables.Add(name, table);
        }

        return table;
    }

    /// <summary>Begins anew; the room that was taken is used again.</summary>
    public void Clear(bool assumes)
    {
        _questions.Clear(assumes);
        foreach (var table in _tables.Values)
        {
            table?.Clear();
        }
    }

    /// <summary>Takes a change in; null if it has to be applied by itself.</summary>
    public CheckedChange? Read(in RowChange change)
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
            _questions.Ask(taken);
        }

        return read;
    }

    private static CheckedChange? ReadAppended(CheckedTable table, in RowChange change) =>
        change.Operation is ChangeOperation.Create or ChangeOperation.Read
        && change.After is { } image
        && change.Key is null or { Shape.Columns.Count: 0 }
        && table.Images.ReadKeyless(image) is { } after
        && (table.Rules.ForeignKeys.Length == 0 || after.Fits())
            ? new CheckedChange(table, change.Operation, null, null, after, null)
            : null;

    private static CheckedChange? ReadKeyed(CheckedTable table, in RowChange change)
    {
        RowVersion? before = null;
        if (change.Before is { } beforeImage && (before = table.Images.Read(beforeImage, out _)) is null)
        {
            return null;
        }

        if (change.Operation is ChangeOperation.Create or ChangeOperation.Read)
        {
            return before is null && change.After is { } inserted
                ? ReadInsert(table, change.Operation, inserted)
                : null;
        }

        if (!table.Images.TryReadKey(change.Key, out var key))
        {
            if (before?.TupleOf(table.Rules.Table.Key) is not { } brought)
            {
                return null;
            }

            key = brought;
        }

        if (change.Operation == ChangeOperation.Delete)
        {
            return table.Rules.IsReferenced || change.After is not null
                ? null
                : new CheckedChange(table, ChangeOperation.Delete, key, null, null, before);
        }

        if (change.After is not { } image)
        {
            return null;
        }

        // Where changes expect something, the next one looks at values.
        if (before is null && TryReadWhole(table, image, out var whole, out var now))
        {
            return ReadUpdate(table, key, now, whole, before);
        }

        return table.Images.Read(image, out _) is { } updated ? ReadUpdate(table, key, updated, before) : null;
    }

    /// <summary>Where values decide, they are read at once; the row stays bytes until it is written.</summary>
    private static bool TryReadWhole(CheckedTable table, in RowImage image, out RowVersion version, out KeyValue key) =>
        table.Rules.HasConstraints
            ? table.Images.TryReadWhole(image, table.Rules.DecidingColumns, out version, out key)
            : table.Images.TryReadWhole(image, out version, out key);

    private static CheckedChange? ReadInsert(CheckedTable table, ChangeOperation operation, in RowImage image)
    {
        if (TryReadWhole(table, image, out var whole, out var key))
        {
            return new CheckedChange(table, operation, key, null, whole, null);
        }

        return table.Images.Read(image, out _) is { } row && row.TupleOf(table.Rules.Table.Key) is { } read
            ? new CheckedChange(table, operation, read, null, row, null)
            : null;
    }

    private static CheckedChange? ReadUpdate(CheckedTable table, KeyValue key, RowVersion after, RowVersion? before)
    {
        var mapping = table.Rules.Table;
        var values = after.Values;
        for (var i = 0; i < mapping.Key.Length; i++)
        {
            if (!after.Columns.Has(mapping.Key[i]))
            {
                values[mapping.Key[i]] = key[i];
            }
        }

        return ReadUpdate(table, key, KeyValue.Of(values, mapping.Key), after, before);
    }

    private static CheckedChange? ReadUpdate(
        CheckedTable table,
        KeyValue key,
        KeyValue now,
        RowVersion after,
        RowVersion? before
    )
    {
        var moves = !now.Equals(key);
        return
            TouchesReferenced(table.Rules, after.Columns, moves)
            || (moves && (table.Rules.IsReferenced || !after.Columns.IsFull))
            ? null
            : new CheckedChange(table, ChangeOperation.Update, key, moves ? now : null, after, before);
    }

    /// <summary>
    /// Whether an update changes columns foreign keys reference; those of the key only where it moves the row.
    /// </summary>
    private static bool TouchesReferenced(BatchRules rules, ColumnSet written, bool moves)
    {
        foreach (var column in written.Columns)
        {
            if (rules.ReferencedColumns[column] && (moves || !rules.Table.IsKey[column]))
            {
                return true;
            }
        }

        return false;
    }
}
