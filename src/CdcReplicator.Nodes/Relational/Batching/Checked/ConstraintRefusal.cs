namespace CdcReplicator.Nodes;

/// <summary>
/// Says which unique constraint, or else which foreign key, refuses a change that nothing else is against. Only where
/// the database would look at nothing before that could refuse it, and says at once. See DESIGN.md.
/// </summary>
internal static class ConstraintRefusal
{
    /// <summary>The refusal; null if it is unknown.</summary>
    /// <param name="change"> The change; nothing is against its values, and the row is as it demands. </param>
    /// <param name="key">The row.</param>
    /// <param name="row">The row as it is.</param>
    /// <param name="reader">The other tables.</param>
    public static CheckedRefusal? Of(in CheckedChange change, KeyValue key, CheckedRow row, CheckedReader reader)
    {
        var rules = change.Table.Rules;
        if (
            !(rules.HasConstraints && rules.RefusesAtOnce)
            || change.MovesTo is not null
            || change.After is not { } version
            || !(row.Exists || version.Columns.MayInsert)
        )
        {
            return null;
        }

        List<int> violated = [];
        if (!TryFindUniques(change, key, version, !row.Exists, violated))
        {
            return null;
        }

        var (table, mapping) = (change.Table, rules.Table);
        if (violated.Count > 0)
        {
            return Refuse(
                change,
                key,
                RejectionReason.UniqueViolation,
                mapping.Dialect.SaysOfUniques(mapping.Definition, violated),
                new Suspect(mapping, violated[0], version.TupleOf(rules.Uniques[violated[0]])!.Value)
            );
        }

        if (
            !TryFindParents(table, key, version, !row.Exists, reader, violated)
            || violated.Count == 0
            || mapping.Dialect.SaysOfForeignKeys(mapping.Definition, violated) is not { } says
        )
        {
            return null;
        }

        var missing = rules.ForeignKeys[violated[0]];
        var cause = new Suspect(missing.Parent, Suspect.Key, version.TupleOf(missing.Columns)!.Value);
        return Refuse(change, key, RejectionReason.ForeignKeyViolation, says, cause);
    }

    /// <summary>
    /// Finds the unique constraints whose values another row has; false if that is not certain of all.
    /// </summary>
    private static bool TryFindUniques(
        in CheckedChange change,
        KeyValue key,
        RowVersion version,
        bool inserts,
        List<int> violated
    )
    {
        var table = change.Table;
        for (var unique = 0; unique < table.Rules.Uniques.Length; unique++)
        {
            var columns = table.Rules.Uniques[unique];
            if (!version.Determines(columns, table.Rules.Table, inserts))
            {
                return false;
            }

            if (version.TupleOf(columns) is not { } tuple)
            {
                continue;
            }

            if (!table.IsFree(unique, tuple, key))
            {
                violated.Add(unique);
            }
            else if (!table.IsOwnerCertain(unique, tuple))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the foreign keys whose parent is missing; false if that is not certain of all.</summary>
    private static bool TryFindParents(
        CheckedTable table,
        KeyValue key,
        RowVersion version,
        bool inserts,
        CheckedReader reader,
        List<int> violated
    )
    {
        for (var i = 0; i < table.Rules.ForeignKeys.Length; i++)
        {
            var foreignKey = table.Rules.ForeignKeys[i];
            if (!version.Determines(foreignKey.Columns, table.Rules.Table, inserts))
            {
                return false;
            }

            if (version.TupleOf(foreignKey.Columns) is not { } parent)
            {
                // One that is matched in full takes NULL in part for a violation.
                if (foreignKey.Columns.Length > 1 && version.Columns.CoverOf(foreignKey.Columns) != ColumnCover.None)
                {
                    return false;
                }

                continue;
            }

            var parents = reader.TableOf(foreignKey.Parent.Name)!;
            var isOwnParent = parents == table && parent.Equals(key);
            if (!isOwnParent && !parents.IsCertain(parent))
            {
                return false;
            }

            if (!isOwnParent && !parents.RowOf(parent).Exists)
            {
                violated.Add(i);
            }
        }

        return true;
    }

    private static CheckedRefusal Refuse(
        in CheckedChange change,
        KeyValue key,
        RejectionReason reason,
        string says,
        in Suspect cause
    )
    {
        var table = change.Table.Rules.Table.Name;
        return new CheckedRefusal(
            RowRefusal.ByDatabase(reason, table, CheckedRefusal.ToJson(change, key), says),
            cause
        );
    }
}
