using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A table of the node, with everything that is worked out once for each table.</summary>
internal sealed class TableMapping
{
    // Records without a shared schema (JSON) may bring a shape each; forgetting all now and then bounds the memory.
    private const int MaxShapes = 1000;

    // One batch is prepared while another is applied.
    private readonly ConcurrentDictionary<RowShape, ImagePlan> _plans = [];
    private readonly ColumnLookup _lookup;
    private readonly string[] _equalities;
    private readonly IgnoreList _ignored;

    /// <summary>A mapping of a table.</summary>
    public TableMapping(CatalogTable table, ISqlDialect dialect, IgnoreList ignored)
    {
        Definition = table.Definition;
        Facts = table.Facts;
        Version = table.Version;
        IsPartition = table.IsPartition;
        Columns = [.. table.Definition.Columns];
        Statements = new TableStatements(this, dialect, table.KeyArbitrates);
        Dialect = dialect;
        _equalities = [.. Columns.Select(column => table.Equalities.GetValueOrDefault(column.Name, "="))];
        _lookup = new ColumnLookup(Columns);
        _ignored = ignored;
        Key = [.. table.Definition.PrimaryKey.Select(_lookup.Find)];
        IsKey = new bool[Columns.Length];
        foreach (var column in Key)
        {
            IsKey[column] = true;
        }
    }

    /// <summary>The table.</summary>
    public TableDefinition Definition { get; }

    /// <summary>What batching must know beyond that.</summary>
    public TableFacts Facts { get; }

    /// <summary>Which version of the table this is.</summary>
    public TableVersion Version { get; }

    /// <summary>Whether it is a part of another table.</summary>
    public bool IsPartition { get; }

    /// <summary>What schema changes in the log have taken away.</summary>
    public TakenAway TakenAway { get; init; } = TakenAway.Nothing;

    /// <summary>Its name.</summary>
    public TableName Name => Definition.Name;

    /// <summary>Its columns in table order.</summary>
    public ColumnDefinition[] Columns { get; }

    /// <summary>Places of the key columns, in key order.</summary>
    public int[] Key { get; }

    /// <summary>Whether the column at a place belongs to the key.</summary>
    public bool[] IsKey { get; }

    /// <summary>Whether rows can be told apart.</summary>
    public bool HasKey => Key.Length > 0;

    /// <summary>
    /// Whether it has a key, and equal keys are equal values: else one row's key may be spelled in several ways.
    /// </summary>
    public bool HasExactKey => HasKey && Array.TrueForAll(Key, IsExact);

    /// <summary>Its database's spelling.</summary>
    public ISqlDialect Dialect { get; }

    /// <summary>Its statements.</summary>
    public TableStatements Statements { get; }

    /// <summary>
    /// The operator, as SQL, by which a column's values are equal: named with its schema where it is not the database's
    /// own, because an operator of another role must not replace it.
    /// </summary>
    public string EqualityOf(int column) => _equalities[column];

    /// <summary>The place of a column of exactly that name, or -1.</summary>
    public int PlaceOf(string column) => Array.FindIndex(Columns, candidate => candidate.Name == column);

    /// <summary>
    /// Whether two canonical values of the column are equal in memory exactly where the database takes them for equal.
    /// </summary>
    public bool IsExact(int column) =>
        column >= 0
        && !Facts.InexactColumns.Contains(Columns[column].Name)
        && !Columns[column].Generated
        && Columns[column].Type.Kind
            is ColumnKind.Boolean
                or ColumnKind.Int16
                or ColumnKind.Int32
                or ColumnKind.Int64
                or ColumnKind.Decimal
                or ColumnKind.Text
                or ColumnKind.Char
                or ColumnKind.Bytes
                or ColumnKind.Uuid
                or ColumnKind.Date
                or ColumnKind.Time
                or ColumnKind.Timestamp
                or ColumnKind.TimestampTz;

    /// <summary>
    /// Whether a record's key names its row by other columns than the table's key: those of an index by which the
    /// source identifies rows, or those in its connector's settings.
    /// </summary>
    public bool IsOtherKey(RowImage? key)
    {
        if (key is not { } image || !HasKey)
        {
            return false;
        }

        var columns = PlanOf(image.Shape).Columns;
        return columns.Length > 0 && !columns.Contains(-1) && !Array.TrueForAll(Key, columns.Contains);
    }

    /// <summary>How images of a shape map to the columns.</summary>
    public ImagePlan PlanOf(RowShape shape)
    {
        if (_plans.TryGetValue(shape, out var plan))
        {
            return plan;
        }

        if (_plans.Count >= MaxShapes)
        {
            _plans.Clear();
        }

        plan = ImagePlan.Create(this, shape, _lookup, _ignored);
        _plans[shape] = plan;
        return plan;
    }
}
