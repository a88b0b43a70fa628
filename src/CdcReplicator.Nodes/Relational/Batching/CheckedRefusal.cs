using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Says of a transaction's first change what one by one would reject it for, where the row that decides is known: the
/// database was asked for it, or the batch has written it. Of a later change nothing is said: the database has not seen
/// those before it, and might refuse one of them.
/// </summary>
internal static class CheckedRefusal
{
    /// <summary>The rejection; null if it cannot be told.</summary>
    public static Rejection? Of(in CheckedChange change)
    {
        // A value that does not fit is found before the row is looked for.
        if (change.Key is not { } key || !change.Table.IsKnown(key) || change.After?.Fits() == false)
        {
            return null;
        }

        var row = change.Table.RowOf(key);
        return change.Operation switch
        {
            ChangeOperation.Create when row.Exists => RowRefusal.Exists(TableOf(change), ToJson(change, key)),
            ChangeOperation.Update or ChangeOperation.Delete when !row.Exists => RowRefusal.Missing(
                TableOf(change),
                ToJson(change, key)
            ),
            ChangeOperation.Update or ChangeOperation.Delete => Unexpected(change, key, row),
            _ => null,
        };
    }

    // Only where the batch has not written the row: the database may hold a value in another form than it was written
    // in.
    private static Rejection? Unexpected(in CheckedChange change, KeyValue key, CheckedRow row)
    {
        if (change.Expected is not { } expected || row.Written is not null || row.Found is not { } found)
        {
            return null;
        }

        var values = expected.Values;
        foreach (var column in expected.Columns.Columns)
        {
            if (!CanonicalForm.AreEqual(found[column], values[column]))
            {
                var name = change.Table.Rules.Table.Columns[column].Name;
                return RowRefusal.Unexpected(TableOf(change), ToJson(change, key), name);
            }
        }

        return null;
    }

    private static TableName TableOf(in CheckedChange change) => change.Table.Rules.Table.Name;

    private static string ToJson(in CheckedChange change, KeyValue key)
    {
        var values = new DataValue[key.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = key[i];
        }

        return new RowKey(change.Table.Rules.Table, values).ToJson();
    }
}
