using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Takes checked changes in, and asks for what must be known to decide them. A change of a form that cannot be decided in memory is not taken.
/// </summary>
/// <param name="catalog">The node's tables.</param>
/// <param name="assumes">
/// Whether a row may be taken for missing because it is created, and for being there because it is updated or deleted: the write fails if that is wrong. Else it is asked for.
/// </param>
internal sealed class CheckedReader(NodeCatalog catalog, bool assumes)
{
    private readonly Dictionary<TableName, CheckedTable?> _tables = [];

    /// <summary>Whether rows were taken for missing or for being there.</summary>
    public bool Assumes { get; private set; } = assumes;

    /// <summary>Whether all that is asked has an answer that can be foreseen, for the changes would not be accepted with another.</summary>
    public bool IsForeseeable { get; private set; } = assumes;

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

    /// <summary>Begins anew; the room that was taken is used again.</summary>
    public void Clear(bool assumes)
    {
        Assumes = assumes;
        IsForeseeable = assumes;
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
            Ask(taken);
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
        var mapping = table.Rules.Table;
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
            if (before?.KeyOf(table.Rules.Table) is not { } brought)
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

        return table.Images.Read(image, out _) is { } row && row.KeyOf(table.Rules.Table) is { } read
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

    /// <summary>Whether an update changes columns foreign keys reference; those of the key only where it moves the row.</summary>
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

    private void Ask(in CheckedChange change)
    {
        var (rules, known) = (change.Table.Rules, change.Table.Known);
        if (change.Key is { } key)
        {
            AskRow(change, key);
        }

        if (change.MovesTo is { } to)
        {
            known.AskRow(to, foreseen: false);
        }

        foreach (var column in change.Expected?.Columns.Columns ?? [])
        {
            IsForeseeable = false;
            known.AskColumn(column);
        }

        AskConstraints(change);
    }

    /// <summary>
    /// What is written must not violate a unique constraint or a foreign key; the database says so, if it does at once. It does not see what a later change of the same row
    /// hides: that is asked for.
    /// </summary>
    private void AskConstraints(in CheckedChange change)
    {
        var rules = change.Table.Rules;
        if (!rules.HasConstraints)
        {
            return;
        }

        if (!Assumes || !rules.EnforcesAtOnce)
        {
            // With whole rows, whoever has the values is mostly the row itself.
            IsForeseeable &= rules.Uniques.Length == 0;
            AskOwners(change.Table, change.After);
            AskParents(rules, change.After);
            return;
        }

        // Parents are few and their rows many: asked for once, they need not be looked for with each row.
        if (rules.ProvesForeignKeys)
        {
            AskParents(rules, change.After);
        }
        else
        {
            AssumeParents(rules, change.After);
        }

        if (change.Key is { } key)
        {
            var hidden = change.Table.Known.Supersede(key);
            AskOwners(change.Table, hidden);
            AskParents(rules, hidden);
            if (change.After is { } written)
            {
                change.Table.Known.Expect(change.MovesTo ?? key, written);
            }
        }
    }

    private static void AskOwners(CheckedTable table, RowVersion? version)
    {
        for (var unique = 0; unique < table.Rules.Uniques.Length; unique++)
        {
            if (TupleOf(version, table.Rules.Uniques[unique]) is { } tuple)
            {
                table.Known.AskOwner(unique, tuple);
            }
        }
    }

    private void AskParents(BatchRules rules, RowVersion? version)
    {
        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (TupleOf(version, foreignKey.Columns) is { } parent)
            {
                TableOf(foreignKey.Parent.Name)!.Known.AskParent(parent, rules.ProvesForeignKeys);
            }
        }
    }

    /// <summary>A parent is taken for being there: nothing in a batch removes one, so the database refuses the child whose parent is missing.</summary>
    private void AssumeParents(BatchRules rules, RowVersion? version)
    {
        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (TupleOf(version, foreignKey.Columns) is { } parent)
            {
                TableOf(foreignKey.Parent.Name)!.Known.Assume(parent, isThere: true);
            }
        }
    }

    private static KeyValue? TupleOf(RowVersion? version, int[] columns) =>
        version is { } row && row.Columns.CoverOf(columns) == ColumnCover.All ? row.TupleOf(columns) : null;

    /// <summary>
    /// What is created and written must not be there, what is updated or deleted must: the database says so when it is written. It has to be asked where nothing
    /// is written, or where more than that must be known.
    /// </summary>
    private void AskRow(in CheckedChange change, KeyValue key)
    {
        var writes = change.Operation switch
        {
            ChangeOperation.Create => true,
            // Of a row that is inserted and deleted again nothing is written: nobody would notice that it was there before.
            ChangeOperation.Delete => !change.Table.Known.IsAssumedMissing(key),
            ChangeOperation.Update => change.After!.Value.Columns.WritesBesideKey,
            _ => false,
        };
        if (Assumes && writes && change.Expected is null && change.MovesTo is null && !GivesUpUniques(change, key))
        {
            change.Table.Known.Assume(key, change.Operation != ChangeOperation.Create);
        }
        else
        {
            // A row that is written whether or not it is there tells nothing.
            IsForeseeable &= change.Operation != ChangeOperation.Read;
            change.Table.Known.AskRow(key, foreseen: change.Operation != ChangeOperation.Create);
            AskUniques(change.Table);
        }
    }

    /// <summary>Whether a row that was there before the batch loses values of a unique constraint, so that another may have them.</summary>
    private static bool GivesUpUniques(in CheckedChange change, KeyValue key)
    {
        var rules = change.Table.Rules;
        if (
            !rules.EnforcesAtOnce
            || change.Operation == ChangeOperation.Create
            || change.Table.Known.IsAssumedMissing(key)
        )
        {
            return false;
        }

        foreach (var columns in rules.Uniques)
        {
            if (change.After is not { } row || row.Columns.CoverOf(columns) != ColumnCover.None)
            {
                return true;
            }
        }

        return false;
    }

    private static void AskUniques(CheckedTable table)
    {
        foreach (var columns in table.Rules.Uniques)
        {
            foreach (var column in columns)
            {
                table.Known.AskColumn(column);
            }
        }
    }
}
