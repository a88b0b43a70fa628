using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// A table's definition with what is worked out for it once: places of names, shapes of column sets, key columns.
/// </summary>
internal sealed class PreparedTable
{
    private const int MaxCachedNames = 10_000;

    private readonly ConcurrentDictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RowShape> _shapes = new(StringComparer.Ordinal);

    private readonly ServedTable _served;

    public PreparedTable(ServedTable served)
    {
        _served = served;
        var definition = served.Definition;
        Definition = definition;
        KeyPlaces = [.. definition.PrimaryKey.Select(name => ColumnNaming.Find(definition, name))];
        KeyShape = new RowShape(definition.PrimaryKey);
    }

    public TableDefinition Definition { get; }

    /// <summary>Serving nodes that lack the whole table.</summary>
    public IReadOnlyList<string> LackingNodes => _served.LackingNodes;

    /// <summary>Columns that only some of the serving nodes have; <see cref="Definition"/> is without them.</summary>
    public IReadOnlyList<LackingColumn> LackingColumns => _served.LackingColumns;

    /// <summary>Places of the key's columns in the table, in key order.</summary>
    public IReadOnlyList<int> KeyPlaces { get; }

    /// <summary>The key's columns, in key order.</summary>
    public RowShape KeyShape { get; }

    /// <summary>The place of the column a name means, or -1.</summary>
    public int PlaceOf(string name)
    {
        if (_places.TryGetValue(name, out var place))
        {
            return place;
        }

        place = ColumnNaming.Find(Definition, name);
        if (_places.Count < MaxCachedNames)
        {
            _places.TryAdd(name, place);
        }

        return place;
    }

    /// <summary>A column of the key that only some of the serving nodes have; null if there is none.</summary>
    public LackingColumn? LackingKey =>
        LackingColumns.FirstOrDefault(column =>
            Definition.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>The column that a name without a place means on some nodes; null if it means none.</summary>
    public LackingColumn? LackingColumn(string name) =>
        LackingColumns.FirstOrDefault(column =>
            string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(column.Name, ColumnNaming.SnakeCase(name), StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>
    /// The shape of the columns that are present, in table order; one object for each set of columns.
    /// </summary>
    public RowShape ShapeOf(ReadOnlySpan<bool> present)
    {
        Span<char> key = present.Length <= 256 ? stackalloc char[present.Length] : new char[present.Length];
        for (var i = 0; i < present.Length; i++)
        {
            key[i] = present[i] ? '1' : '0';
        }

        var lookup = _shapes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(key, out var shape))
        {
            return shape;
        }

        var names = new List<string>();
        for (var i = 0; i < present.Length; i++)
        {
            if (present[i])
            {
                names.Add(Definition.Columns[i].Name);
            }
        }

        return _shapes.GetOrAdd(key.ToString(), new RowShape(names));
    }
}
