using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Rows of one table that are written alike, to be judged one by one.</summary>
/// <param name="table">The table.</param>
/// <param name="inserts">Whether they are inserted; else they are updated by their key.</param>
/// <param name="columns">The columns that are written.</param>
internal sealed class JudgedRows(TableMapping table, bool inserts, ColumnSet columns)
{
    /// <summary>The table.</summary>
    public TableMapping Table => table;

    /// <summary>Whether they are inserted; else they are updated by their key.</summary>
    public bool Inserts => inserts;

    /// <summary>The columns that are written.</summary>
    public ColumnSet Columns => columns;

    /// <summary>The rows' values, at the places of the table's columns; those of the key are there.</summary>
    public List<DataValue[]> Rows { get; } = [];

    /// <summary>What they stand for: places in whatever they were taken from.</summary>
    public List<int> Places { get; } = [];

    /// <summary>Those of some changes that can be judged.</summary>
    public static IReadOnlyCollection<JudgedRows> Of(IReadOnlyList<CheckedChange> changes)
    {
        var groups = new Dictionary<(TableMapping, bool, ColumnSet), JudgedRows>();
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            if (!change.IsJudgeable)
            {
                continue;
            }

            var (table, version) = (change.Table.Rules.Table, change.After!.Value);
            var inserts = change.Operation == ChangeOperation.Create;
            if (!groups.TryGetValue((table, inserts, version.Columns), out var group))
            {
                group = new JudgedRows(table, inserts, version.Columns);
                groups.Add((table, inserts, version.Columns), group);
            }

            group.Rows.Add(version.Values);
            group.Places.Add(i);
        }

        return groups.Values;
    }

    /// <summary>The statement that writes one.</summary>
    public RowStatement Statement =>
        table.Statements.For(inserts ? StatementKind.Insert : StatementKind.Update, columns);
}
