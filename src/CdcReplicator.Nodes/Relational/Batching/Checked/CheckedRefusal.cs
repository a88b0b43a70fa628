using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Says of a transaction's first change what one by one would reject it for, where the rows that decide are known: the
/// database was asked for them, or the batch has written them. A later change is not decided here, because the database
/// has not seen the changes before it, and might refuse one of them.
/// </summary>
/// <param name="Rejection">The rejection.</param>
/// <param name="Cause">What it is rejected for, if that can be met again; not an expectation.</param>
internal sealed record CheckedRefusal(Rejection Rejection, Suspect? Cause)
{
    /// <summary>The refusal; null if it is unknown.</summary>
    public static CheckedRefusal? Of(in CheckedChange change, CheckedReader reader)
    {
        // A value that does not fit is found before the row is looked for.
        if (change.Key is not { } key || !change.Table.IsCertain(key) || change.After?.Fits() == false)
        {
            return null;
        }

        var row = change.Table.RowOf(key);
        return change.Operation switch
        {
            ChangeOperation.Create when row.Exists => new CheckedRefusal(
                RowRefusal.Exists(TableOf(change), ToJson(change, key)),
                CauseOf(change, key)
            ),
            ChangeOperation.Update or ChangeOperation.Delete when !row.Exists => new CheckedRefusal(
                RowRefusal.Missing(TableOf(change), ToJson(change, key)),
                CauseOf(change, key)
            ),
            _ when change.Expected is { } expected && Unexpected(change, key, row, expected) is { } refusal => refusal,
            _ when change.Expected is not null && (row.IsTouched || row.Found is null) => null,
            // Whatever it is refused for by its values comes before what other rows forbid.
            _ when change.Judgement is { Reason: { } reason } judgement => IsJudged(change, row)
                ? new CheckedRefusal(
                    RowRefusal.ByDatabase(reason, TableOf(change), ToJson(change, key), judgement.Problem),
                    null
                )
                : null,
            _ when change.Table.Rules.MayHideVersions || IsJudged(change, row) => ConstraintRefusal.Of(
                change,
                key,
                row,
                reader
            ),
            _ => null,
        };
    }

    /// <summary>Whether the database has judged the row that the change would make.</summary>
    private static bool IsJudged(in CheckedChange change, CheckedRow row) =>
        change.Judgement is not null && (change.Operation == ChangeOperation.Create || !row.IsTouched);

    /// <summary>The key of the row a change is about, as a rejection shows it.</summary>
    public static string ToJson(in CheckedChange change, KeyValue key)
    {
        var values = new DataValue[key.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = key[i];
        }

        return new RowKey(change.Table.Rules.Table, values).ToJson();
    }

    // This holds only where the batch has not written the row, because the database may hold a value in another form
    // than it was written in.
    private static CheckedRefusal? Unexpected(
        in CheckedChange change,
        KeyValue key,
        CheckedRow row,
        RowVersion expected
    )
    {
        if (row.Written is not null || row.Found is not { } found)
        {
            return null;
        }

        var values = expected.Values;
        foreach (var column in expected.Columns.Columns)
        {
            if (!CanonicalForm.AreEqual(found[column], values[column]))
            {
                var name = change.Table.Rules.Table.Columns[column].Name;
                var rejection = RowRefusal.Unexpected(TableOf(change), ToJson(change, key), name);
                return new CheckedRefusal(rejection, null);
            }
        }

        return null;
    }

    private static TableName TableOf(in CheckedChange change) => change.Table.Rules.Table.Name;

    private static Suspect CauseOf(in CheckedChange change, KeyValue key) =>
        new(change.Table.Rules.Table, Suspect.Key, key);
}
