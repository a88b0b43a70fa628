using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Decides checked changes in order, in memory. Pure, once the database has answered what <see cref="CheckedReader"/>
/// asks. What it cannot prove is left to the one-by-one path.
/// </summary>
internal sealed class CheckedPlanner(CheckedReader reader)
{
    private readonly CheckedUndo _undo = new();

    /// <summary>
    /// Whether what was left undecided last might be decided if its row were asked for.
    /// </summary>
    public bool LacksAnswer { get; private set; }

    /// <summary>
    /// Whether what was left undecided last might be decided if the database were asked what it says of the row by its
    /// values.
    /// </summary>
    public bool LacksJudgement { get; private set; }

    /// <summary>
    /// Decides one transaction; false, and nothing is changed, if it cannot be shown what becomes of it.
    /// </summary>
    /// <param name="transaction">Its changes.</param>
    /// <param name="refusal">Why it is rejected; null if it is accepted.</param>
    public bool TryDecide(ReadOnlySpan<CheckedChange> transaction, out CheckedRefusal? refusal)
    {
        refusal = null;
        for (var i = 0; i < transaction.Length; i++)
        {
            if (!TryApply(transaction[i]))
            {
                _undo.Undo();
                refusal = i == 0 ? CheckedRefusal.Of(transaction[0], reader) : null;
                LacksJudgement = i == 0 && refusal is null && MayHelp(transaction[0]);
                LacksAnswer =
                    i == 0
                    && reader.Assumes
                    && transaction[0] is { Key: { } key } change
                    && !change.Table.IsCertain(key);
                return refusal is not null;
            }
        }

        _undo.Clear();
        return true;
    }

    /// <summary>What the accepted transactions come to.</summary>
    public BatchPlan ToPlan() =>
        new(WriteSemantics.Checked, [.. reader.Tables.Select(table => (table.Rules, table.ToWrites()))]);

    /// <summary>
    /// Whether nothing is against a change but what other rows forbid, or what only the database sees.
    /// </summary>
    private static bool MayHelp(in CheckedChange change) =>
        change is { Judgement: null, IsJudgeable: true, Key: { } key }
        && change.Table.RowOf(key) is var row
        && (change.Operation == ChangeOperation.Create ? !row.Exists : row is { Exists: true, IsTouched: false });

    private bool TryApply(in CheckedChange change)
    {
        if (change.Key is not { } key)
        {
            return TryAppend(change.Table, change.After!.Value);
        }

        var row = change.Table.RowOf(key);
        if (change.Judgement is { Reason: not null })
        {
            return false;
        }

        return change.Operation switch
        {
            ChangeOperation.Create => TryInsert(change.Table, key, row, change.After!.Value),
            ChangeOperation.Read when !row.Exists => TryInsert(change.Table, key, row, change.After!.Value),
            ChangeOperation.Read => TryUpdate(change.Table, key, row, change.After!.Value),
            _ when !row.Exists || !IsAsExpected(change.Table, row, change.Expected) => false,
            ChangeOperation.Delete => TryDelete(change.Table, key, row),
            _ when change.MovesTo is { } to => TryDelete(change.Table, key, row)
                && TryInsert(change.Table, to, change.Table.RowOf(to), change.After!.Value),
            _ => TryUpdate(change.Table, key, row, change.After!.Value),
        };
    }

    private bool TryAppend(CheckedTable table, RowVersion version)
    {
        if (!version.Columns.MayInsert || !AreParentsThere(table, version, inserts: true))
        {
            return false;
        }

        table.Append(version, _undo);
        return true;
    }

    private bool TryInsert(CheckedTable table, KeyValue key, CheckedRow row, RowVersion version)
    {
        if (
            row.Exists
            || !version.Columns.MayInsert
            || !AreUniquesFree(table, key, version, inserts: true)
            || !AreParentsThere(table, version, inserts: true)
        )
        {
            return false;
        }

        table.Set(key, row with { Exists = true, IsNew = true, Written = version }, _undo);
        return true;
    }

    private bool TryUpdate(CheckedTable table, KeyValue key, CheckedRow row, RowVersion version)
    {
        if (
            HidesVersion(table, row)
            || !AreUniquesFree(table, key, version, inserts: false)
            || !AreParentsThere(table, version, inserts: false)
        )
        {
            return false;
        }

        var written = row.Written is { } earlier ? earlier.With(version, table.Images.Sets) : version;
        table.Set(key, row with { Written = written }, _undo);
        return true;
    }

    private bool TryDelete(CheckedTable table, KeyValue key, CheckedRow row)
    {
        if (HidesVersion(table, row))
        {
            return false;
        }

        table.Set(key, row with { Exists = false, IsNew = false, Written = null }, _undo);
        return true;
    }

    /// <summary>Whether a version that could be refused would stay unwritten.</summary>
    private static bool HidesVersion(CheckedTable table, CheckedRow row) =>
        row.Written is { } written && !(table.Rules.MayHideVersions && written.Fits());

    private static bool IsAsExpected(CheckedTable table, CheckedRow row, RowVersion? expected)
    {
        if (expected is not { } values)
        {
            return true;
        }

        if (row.Written is { } written && !written.Fits())
        {
            return false;
        }

        foreach (var column in values.Columns.Columns)
        {
            if (
                row.ValueOf(column, table.Rules.Table.Columns[column]) is not { } current
                || !CanonicalForm.AreEqual(current, values.Values[column])
            )
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreUniquesFree(CheckedTable table, KeyValue key, RowVersion version, bool inserts)
    {
        for (var unique = 0; unique < table.Rules.Uniques.Length; unique++)
        {
            var columns = table.Rules.Uniques[unique];
            if (!version.Determines(columns, table.Rules.Table, inserts))
            {
                return false;
            }

            if (version.TupleOf(columns) is { } tuple && !table.IsFree(unique, tuple, key))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreParentsThere(CheckedTable table, RowVersion version, bool inserts)
    {
        foreach (var foreignKey in table.Rules.ForeignKeys)
        {
            if (!version.Determines(foreignKey.Columns, table.Rules.Table, inserts))
            {
                return false;
            }

            if (
                version.TupleOf(foreignKey.Columns) is { } parent
                && !reader.TableOf(foreignKey.Parent.Name)!.RowOf(parent).Exists
            )
            {
                return false;
            }
        }

        return true;
    }
}
