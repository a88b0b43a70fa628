using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>Draws single changes, most of them of rows believed to be there.</summary>
/// <param name="random">Where the draws come from.</param>
/// <param name="tables">The tables that take part.</param>
/// <param name="rows">The rows believed in.</param>
/// <param name="wildness">
/// Of a hundred draws, how many are made without looking at the rows, or with a value the node must refuse.
/// </param>
internal sealed class ChangeDrafts(Random random, IEnumerable<HistoryTable> tables, SourceRows rows, int wildness)
{
    private readonly HistoryTable[] _tables = [.. tables.Where(table => !table.IsWrittenByTrigger)];

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public HistoryTable Table() => Pick(_tables);

    public HistoryTable? TableWhere(Func<HistoryTable, bool> fits) =>
        _tables.Where(fits).ToArray() is { Length: > 0 } found ? Pick(found) : null;

    public Row? Existing(HistoryTable table) => rows.Of(table) is { Count: > 0 } found ? Pick(found) : null;

    public RowChange Next() => Next(Table());

    public RowChange Next(HistoryTable table)
    {
        var existing = Existing(table);
        if (Chance(wildness / 8))
        {
            return Stray(table);
        }

        return random.Next(100) switch
        {
            < 4 => Truncate(table),
            < 35 => Create(table),
            < 47 => Create(table) with { Operation = ChangeOperation.Read },
            < 75 => existing is null || Chance(wildness / 4) ? Update(table, AnyKey(table)) : Update(table, existing),
            < 83 when table.HasKey => Move(table, existing ?? AnyKey(table)),
            _ => Delete(table, existing is null || Chance(wildness / 4) ? AnyKey(table) : existing),
        };
    }

    public RowChange Create(HistoryTable table)
    {
        var row = AnyKey(table);
        for (var i = 0; i < 3 && rows.Find(table, row) is not null && !Chance(wildness); i++)
        {
            row = AnyKey(table);
        }

        return Create(table, row, Chance(70) ? 100 : 50);
    }

    /// <summary>Creates the row with that key.</summary>
    public RowChange Create(HistoryTable table, Row key, int percentOfColumns)
    {
        var others = table.Written.Where(c => !table.Key.Contains(c.Name));
        var chosen = others.Where(c =>
            Chance(percentOfColumns) || (c is { Nullable: false, Default: null } && !Chance(wildness / 4))
        );
        return Of(table, ChangeOperation.Create) with
        {
            After = RowImages.Of([.. table.Key.Select(c => (c, key[c])), .. chosen.Select(c => (c.Name, Value(c)))]),
        };
    }

    public RowChange Update(HistoryTable table, Row row)
    {
        HistoryColumn[] others = [.. table.Written.Where(c => !table.Key.Contains(c.Name))];
        HistoryColumn[] chosen = [.. others.Where(_ => Chance(50))];
        chosen = chosen.Length == 0 && others.Length > 0 ? [Pick(others)] : chosen;
        return Update(table, row, [.. chosen.Select(c => (c.Name, Value(c)))]);
    }

    public RowChange Update(HistoryTable table, Row row, params (string, DataValue)[] after)
    {
        var withKey = after.Length == 0 || Chance(30) ? table.Key.Select(c => (c, row[c])) : [];
        return Expecting(
            table,
            row,
            Of(table, ChangeOperation.Update) with
            {
                Key = KeyImage(table, row),
                After = RowImages.Of([.. withKey, .. after]),
            }
        );
    }

    public RowChange Move(HistoryTable table, Row row)
    {
        var to = AnyKey(table);
        var change = Update(table, row);
        var others = change.After!.Value.Shape.Columns.Where(c => !table.Key.Contains(c)).ToArray();
        return change with
        {
            ChangesKey = Chance(50),
            After = RowImages.Of([
                .. table.Key.Select(c => (c, to[c])),
                .. others.Select(c => (c, change.After.Value.ToValues()[change.After.Value.Shape.IndexOf(c)])),
            ]),
        };
    }

    public RowChange Delete(HistoryTable table, Row row) =>
        Expecting(table, row, Of(table, ChangeOperation.Delete) with { Key = KeyImage(table, row) });

    public static RowChange Truncate(HistoryTable table) => Of(table, ChangeOperation.Truncate);

    /// <summary>A value for a column: NULL now and then, rarely one the node must refuse.</summary>
    public DataValue Value(HistoryColumn column) =>
        column.Bad.Length > 0 && Chance(wildness / 4) ? Pick(column.Bad)
        : Chance(column.Nullable ? 20 : wildness / 8) ? DataValue.Null
        : Pick(column.Good);

    public Row AnyKey(HistoryTable table) =>
        new(
            (table.HasKey ? table.Key : table.Columns.Select(c => c.Name)).Select(c =>
                KeyValuePair.Create(c, Pick(table.Column(c).Good))
            )
        );

    private RowChange Expecting(HistoryTable table, Row row, RowChange change)
    {
        if (!table.HasKey)
        {
            return change with { Before = row.Image(table.Written.Select(c => c.Name)) };
        }

        if (!Chance(35))
        {
            return change;
        }

        var expected = table
            .Written.Where(_ => Chance(40))
            .Select(c => (c.Name, Chance(wildness) ? Value(c) : row[c.Name]));
        return change with { Before = RowImages.Of([.. expected]) };
    }

    /// <summary>A change that means no row. One that means no table or no column is no matter of verdicts.</summary>
    private static RowChange Stray(HistoryTable table) =>
        Of(table, ChangeOperation.Create) with
        {
            After = RowImages.Of(),
        };

    /// <summary>The key in one of its spellings.</summary>
    private RowImage? KeyImage(HistoryTable table, Row row) =>
        !table.HasKey ? null
        : table.IgnoresCase && Chance(50) ? OtherCase(row.Image(table.Key))
        : row.Image(table.Key);

    private static RowImage OtherCase(RowImage key) =>
        new(key.Shape, Array.ConvertAll(key.ToValues(), value => DataValue.Text(OtherCase(value.AsText()))));

    private static string OtherCase(string text) =>
        string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

    private static RowChange Of(HistoryTable table, ChangeOperation operation) =>
        new() { Table = table.TableName, Operation = operation };
}
