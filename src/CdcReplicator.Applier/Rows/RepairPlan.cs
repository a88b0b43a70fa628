using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// What has to be written so that a node has the rows that another has at the same position. Pure. Rows are deleted
/// before others are written, so that values of unique constraints are free when they are needed.
/// </summary>
internal sealed class RepairPlan
{
    private readonly List<RowChange> _deletes = [];
    private readonly List<RowChange> _writes = [];

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<RowChange> Changes => [.. _deletes, .. _writes];

    /// <summary>Keys whose rows are written.</summary>
    public long Written { get; private set; }

    /// <summary>Keys whose rows are deleted.</summary>
    public long Deleted { get; private set; }

    /// <summary>Keys whose rows are the same.</summary>
    public long Same { get; private set; }

    /// <summary>Keys that were not looked at.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds a table.</summary>
    /// <param name="table">The table of the node that is repaired.</param>
    /// <param name="keys">The keys that are asked for.</param>
    /// <param name="own">What the node has of them.</param>
    /// <param name="right">What it shall have; of the same columns.</param>
    public void Add(TableDefinition table, IReadOnlyList<string> keys, TableRows own, TableRows right)
    {
        var (mine, theirs) = (ByKey(own), ByKey(right));
        var leftOut = own.LeftOut.Concat(right.LeftOut).ToHashSet(StringComparer.Ordinal);
        var shape = new RowShape(right.Columns);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (leftOut.Contains(key))
            {
                LeftOut++;
                continue;
            }

            var (has, shall) = (mine.GetValueOrDefault(key), theirs.GetValueOrDefault(key));
            if (has?.Digest == shall?.Digest && has?.Count == shall?.Count)
            {
                Same++;
            }
            else if (table.PrimaryKey.Count == 0)
            {
                AddKeyless(table, shape, has, shall);
            }
            else
            {
                AddKeyed(table, shape, has, shall);
            }
        }
    }

    private void AddKeyed(TableDefinition table, RowShape shape, KeyedRow? has, KeyedRow? shall)
    {
        if (shall is null)
        {
            Deleted++;
            _deletes.Add(Delete(table, shape, has!));
            return;
        }

        Written++;
        if (has is not null && MovesUnique(table, shape, has, shall))
        {
            _deletes.Add(Delete(table, shape, has));
            has = null;
        }

        _writes.Add(
            new RowChange
            {
                Table = table.Name,
                Operation = has is null ? ChangeOperation.Create : ChangeOperation.Update,
                Key = KeyOf(table, shape, shall),
                After = ImageOf(table, shape, shall),
            }
        );
    }

    // Rows that are the same share a digest, which stands for their key: only their number can differ.
    private void AddKeyless(TableDefinition table, RowShape shape, KeyedRow? has, KeyedRow? shall)
    {
        var more = (shall?.Count ?? 0) - (has?.Count ?? 0);
        var (one, list) = more > 0 ? (shall!, _writes) : (has!, _deletes);
        (Written, Deleted) = more > 0 ? (Written + 1, Deleted) : (Written, Deleted + 1);
        for (var i = 0L; i < Math.Abs(more); i++)
        {
            list.Add(
                more > 0
                    ? new RowChange
                    {
                        Table = table.Name,
                        Operation = ChangeOperation.Create,
                        After = ImageOf(table, shape, one),
                    }
                    : Delete(table, shape, one)
            );
        }
    }

    /// <summary>
    /// Whether a row takes other values of unique columns: two rows may have swapped theirs. Deleting it first loses
    /// what the node has in columns that are not compared, so that is done only where there are none.
    /// </summary>
    private static bool MovesUnique(TableDefinition table, RowShape shape, KeyedRow has, KeyedRow shall) =>
        table.Columns.All(column => column.Generated || shape.IndexOf(column.Name) >= 0)
        && table
            .Uniques.SelectMany(unique => unique.Columns)
            .Select(shape.IndexOf)
            .Any(place => place >= 0 && has.Values[place] != shall.Values[place]);

    private static RowChange Delete(TableDefinition table, RowShape shape, KeyedRow row) =>
        new()
        {
            Table = table.Name,
            Operation = ChangeOperation.Delete,
            Key = table.PrimaryKey.Count == 0 ? null : KeyOf(table, shape, row),
            Before = ImageOf(table, shape, row),
            BeforeIsComplete = true,
        };

    private static RowImage KeyOf(TableDefinition table, RowShape shape, KeyedRow row) =>
        new(new RowShape(table.PrimaryKey), [.. table.PrimaryKey.Select(column => row.Values[shape.IndexOf(column)])]);

    // What the database computes is not written.
    private static RowImage ImageOf(TableDefinition table, RowShape shape, KeyedRow row)
    {
        string[] written = [.. shape.Columns.Where(name => table.FindColumn(name) is { Generated: false })];
        return new RowImage(new RowShape(written), [.. written.Select(column => row.Values[shape.IndexOf(column)])]);
    }

    private static Dictionary<string, KeyedRow> ByKey(TableRows rows) =>
        rows.Rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
}
