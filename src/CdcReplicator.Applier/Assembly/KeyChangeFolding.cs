using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Folds the delete and the create of one primary-key change into one update, so that foreign keys and unchanged
/// out-of-line values of the old row survive.
/// </summary>
internal static class KeyChangeFolding
{
    /// <summary>
    /// The delete and the create always stand next to each other (the tombstone between them is no row).
    /// </summary>
    public static IEnumerable<RowChange> Fold(IEnumerable<HeldRow> rows)
    {
        RowChange? old = null;
        foreach (var row in rows)
        {
            if (old is { } gone)
            {
                old = null;
                if (row.Role == KeyChangeRole.NewRow && row.Change.Table == gone.Table)
                {
                    yield return Join(gone, row.Change);
                    continue;
                }

                yield return gone;
            }

            if (row is { Role: KeyChangeRole.OldRow, Change.Operation: ChangeOperation.Delete })
            {
                old = row.Change;
            }
            else
            {
                yield return row.Change;
            }
        }

        if (old is { } last)
        {
            yield return last;
        }
    }

    private static RowChange Join(RowChange old, RowChange created) =>
        new()
        {
            Table = old.Table,
            Operation = ChangeOperation.Update,
            Key = old.Key,
            Before = old.Before,
            BeforeIsComplete = old.BeforeIsComplete,
            After = created.After,
            ChangesKey = true,
        };
}
