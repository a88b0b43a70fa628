using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What must be known of a database before checked changes can be decided. It is noted at their tables
/// (<see cref="CheckedTable.Known"/>).
/// </summary>
/// <param name="find">The table of a name.</param>
/// <param name="assumes">
/// Whether a row may be taken for missing because it is created, and for being there because it is updated or deleted:
/// the write fails if that is wrong. Else it is asked for.
/// </param>
/// <param name="suspects">What touches these is asked for all the same.</param>
internal sealed class CheckedQuestions(Func<TableName, CheckedTable?> find, bool assumes, Suspects suspects)
{
    /// <summary>Whether rows were taken for missing or for being there.</summary>
    public bool Assumes { get; private set; } = assumes;

    /// <summary>Whether each has one answer with which alone the changes are accepted.</summary>
    public bool AreForeseeable { get; private set; } = assumes;

    /// <summary>Begins anew.</summary>
    public void Clear(bool assumes)
    {
        Assumes = assumes;
        AreForeseeable = assumes;
    }

    /// <summary>Asks for what one more change needs.</summary>
    public void Ask(in CheckedChange change)
    {
        var known = change.Table.Known;
        var assumes = Assumes && !suspects.AreMetBy(change);
        if (change.Key is { } key)
        {
            AskRow(change, key, assumes);
        }

        if (change.MovesTo is { } to)
        {
            known.AskRow(to, foreseen: false);
        }

        foreach (var column in change.Expected?.Columns.Columns ?? [])
        {
            AreForeseeable = false;
            known.AskColumn(column);
        }

        AskConstraints(change, assumes);
    }

    /// <summary>
    /// What is written must not violate a unique constraint or a foreign key; the database says so, if it does at once.
    /// It does not see what a later change of the same row hides: that is asked for.
    /// </summary>
    private void AskConstraints(in CheckedChange change, bool assumes)
    {
        var rules = change.Table.Rules;
        if (!rules.HasConstraints)
        {
            return;
        }

        if (!Assumes || !rules.EnforcesAtOnce)
        {
            // With whole rows, the owner of the values is mostly the row itself.
            AreForeseeable &= rules.Uniques.Length == 0;
            AskOwners(change.Table, change.After);
            AskParents(rules, change.After);
            return;
        }

        if (!assumes)
        {
            AskOwners(change.Table, change.After);
        }

        // Parents are few and their rows many: asked for once, they need not be looked for with each row.
        if (rules.ProvesForeignKeys || !assumes)
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
            if (version?.TupleOf(table.Rules.Uniques[unique]) is { } tuple)
            {
                table.Known.AskOwner(unique, tuple);
            }
        }
    }

    private void AskParents(BatchRules rules, RowVersion? version)
    {
        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (version?.TupleOf(foreignKey.Columns) is { } parent)
            {
                find(foreignKey.Parent.Name)!.Known.AskParent(parent, rules.ProvesForeignKeys);
            }
        }
    }

    /// <summary>
    /// A parent is taken for being there: nothing in a batch removes one, so the database refuses the child whose
    /// parent is missing.
    /// </summary>
    private void AssumeParents(BatchRules rules, RowVersion? version)
    {
        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (version?.TupleOf(foreignKey.Columns) is { } parent)
            {
                find(foreignKey.Parent.Name)!.Known.Assume(parent, isThere: true);
            }
        }
    }

    /// <summary>
    /// What is created and written must not be there, what is updated or deleted must: the database says so when it is
    /// written. It has to be asked where nothing is written, or where more than that must be known.
    /// </summary>
    private void AskRow(in CheckedChange change, KeyValue key, bool assumes)
    {
        var writes = change.Operation switch
        {
            ChangeOperation.Create => true,
            // A row that is inserted and deleted again is not written, so no write would show that it was there before.
            ChangeOperation.Delete => !change.Table.Known.IsAssumedMissing(key),
            ChangeOperation.Update => change.After!.Value.Columns.WritesBesideKey,
            _ => false,
        };
        if (assumes && writes && change.Expected is null && change.MovesTo is null && !GivesUpUniques(change, key))
        {
            change.Table.Known.Assume(key, change.Operation != ChangeOperation.Create);
        }
        else
        {
            // The write of a row that may or may not be there shows nothing.
            AreForeseeable &= change.Operation != ChangeOperation.Read;
            change.Table.Known.AskRow(key, foreseen: change.Operation != ChangeOperation.Create);
            AskUniques(change.Table);
        }
    }

    /// <summary>
    /// Whether a row that was there before the batch loses values of a unique constraint, so that another may have
    /// them.
    /// </summary>
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
