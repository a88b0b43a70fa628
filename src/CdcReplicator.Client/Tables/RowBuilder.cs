using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>Collects values of one row of a table, checked and converted column by column.</summary>
internal sealed class RowBuilder(PreparedTable table)
{
    private readonly DataValue[] _values = new DataValue[table.Definition.Columns.Count];
    private readonly bool[] _present = new bool[table.Definition.Columns.Count];

    /// <exception cref="InvalidWriteException">A name is no column of the table or a value does not fit.</exception>
    public void Add(RowValues row, bool writing)
    {
        if (row.Names.Count == 0)
        {
            throw Invalid(null, "A change names no columns.", "Name at least one column.");
        }

        for (var i = 0; i < row.Names.Count; i++)
        {
            Add(row.Names[i], row.Values[i], writing);
        }
    }

    /// <exception cref="InvalidWriteException">The column has no value, or NULL.</exception>
    public void Require(int place, string why)
    {
        if (!_present[place] || _values[place].IsNull)
        {
            var column = table.Definition.Columns[place].Name;
            throw Invalid(column, $"Column '{column}' has no value.", $"It {why}.");
        }
    }

    /// <summary>The values given, in table order.</summary>
    public RowImage Build()
    {
        var shape = table.ShapeOf(_present);
        var values = new DataValue[shape.Columns.Count];
        var next = 0;
        for (var place = 0; place < _present.Length; place++)
        {
            if (_present[place])
            {
                values[next++] = _values[place];
            }
        }

        return new RowImage(shape, values);
    }

    /// <summary>The key's values, in key order.</summary>
    /// <exception cref="InvalidWriteException">Another column was given too.</exception>
    public RowImage BuildKey()
    {
        for (var place = 0; place < _present.Length; place++)
        {
            if (_present[place] && !table.KeyPlaces.Contains(place))
            {
                var column = table.Definition.Columns[place].Name;
                throw Invalid(
                    column,
                    $"Column '{column}' is not part of the key ({string.Join(", ", table.Definition.PrimaryKey)}).",
                    "Name the row by its key alone; give other values it must have as expectations."
                );
            }
        }

        var values = new DataValue[table.KeyPlaces.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[table.KeyPlaces[i]];
        }

        return new RowImage(table.KeyShape, values);
    }

    private void Add(string name, object? value, bool writing)
    {
        var place = table.PlaceOf(name);
        if (place < 0 && table.LackingColumn(name) is { } lacking)
        {
            throw Invalid(lacking.Name, lacking.Problem, lacking.Remedy);
        }

        if (place < 0)
        {
            throw Invalid(
                name,
                $"There is no column '{name}', or several it may mean.",
                $"The columns are {string.Join(", ", table.Definition.Columns.Select(column => column.Name))}."
            );
        }

        var column = table.Definition.Columns[place];
        if (_present[place])
        {
            throw Invalid(column.Name, $"Column '{column.Name}' is given twice.", "Give it once.");
        }

        if (writing && column.Generated)
        {
            throw Invalid(
                column.Name,
                $"Column '{column.Name}' is computed by the database.",
                "Leave it out of the row."
            );
        }

        _values[place] = Convert(column, value);
        if (writing && _values[place].IsNull && !column.Nullable)
        {
            throw Invalid(
                column.Name,
                $"Column '{column.Name}' is NOT NULL and was given NULL.",
                "Give it a value, or leave it out if it has a default."
            );
        }

        _present[place] = true;
    }

    private DataValue Convert(ColumnDefinition column, object? value)
    {
        try
        {
            return ClrValue.ToDataValue(value, column.Type);
        }
        catch (InvalidValueException cause)
        {
            throw Invalid(
                column.Name,
                $"Column '{column.Name}' ({column.Type.NativeName}) does not take the given {TypeName(value)}: "
                    + $"{cause.Problem}",
                cause.Remedy,
                cause
            );
        }
    }

    private InvalidWriteException Invalid(string? column, string problem, string remedy, Exception? cause = null) =>
        new(table.Definition.Name, column, $"Table '{table.Definition.Name}': {problem}", remedy, cause);

    private static string TypeName(object? value) => value?.GetType().ToString() ?? "NULL";
}
