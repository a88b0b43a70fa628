using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// A row as a change brings it: canonical values, or still the bytes of the record, which are only looked at when they
/// are written or when something is laid over them. Never changed once made.
/// </summary>
internal readonly struct RowVersion
{
    private readonly DataValue[]? _values;
    private readonly EncodedRows? _encoded;
    private readonly RowImage _image;

    /// <summary>A version of values.</summary>
    /// <param name="columns">Which of them count.</param>
    /// <param name="values">
    /// One for each column of the table; those of the key are there whether or not they count.
    /// </param>
    public RowVersion(ColumnSet columns, DataValue[] values)
    {
        Columns = columns;
        _values = values;
    }

    /// <summary>A version of bytes that brings its key.</summary>
    /// <param name="encoded">How they get into the table.</param>
    /// <param name="image">The bytes.</param>
    /// <param name="known">
    /// Values that were read already, at the places of the table's columns: those of all columns <see cref="TupleOf"/>
    /// is asked for.
    /// </param>
    public RowVersion(EncodedRows encoded, RowImage image, DataValue[]? known = null)
    {
        Columns = encoded.Columns;
        _encoded = encoded;
        _image = image;
        _values = known;
    }

    /// <summary>The columns it brings.</summary>
    public ColumnSet Columns { get; }

    /// <summary>The values, at the places of the table's columns.</summary>
    /// <exception cref="BatchConflictException">A value does not fit its column.</exception>
    public DataValue[] Values => _encoded is null ? _values! : _encoded.ToValues(_image);

    /// <summary>Whether every value is known to fit its column.</summary>
    public bool Fits() => _encoded is null || _encoded.Fits(_image);

    /// <summary>Hands the values of some columns on, in their order; false if one does not fit its column.</summary>
    /// <param name="columns">Those the row brings, with or without its key.</param>
    /// <param name="sink">Where to.</param>
    public bool TryWrite<TSink>(ColumnSet columns, TSink sink)
        where TSink : struct, ICanonicalSink
    {
        // Whole rows of bytes bring everything that can be asked for.
        if (_encoded is not null && columns == Columns)
        {
            return _encoded.TryWrite(_image, sink);
        }

        var values = Values;
        foreach (var column in columns.Columns)
        {
            sink.Value(column, values[column]);
        }

        return true;
    }

    /// <summary>This version with a later one written over it.</summary>
    public RowVersion With(RowVersion later, ColumnSets sets)
    {
        if (later.Columns.IsFull)
        {
            return later;
        }

        var values = (DataValue[])Values.Clone();
        var added = later.Values;
        foreach (var column in later.Columns.Columns)
        {
            values[column] = added[column];
        }

        return new RowVersion(sets.Union(Columns, later.Columns), values);
    }

    /// <summary>
    /// Whether the values of some columns are known once it is written: all are brought; or none, and the row keeps
    /// those it has or, new, gets a NULL.
    /// </summary>
    public bool Determines(int[] columns, TableMapping table, bool inserts) =>
        Columns.CoverOf(columns) switch
        {
            ColumnCover.All => true,
            ColumnCover.None when !inserts => true,
            // One NULL is enough: such a row violates neither.
            _ => inserts && GetsNull(table, Columns, columns),
        };

    /// <summary>
    /// The values of some columns, or null if the version does not bring all of them, or one of them is NULL.
    /// </summary>
    public KeyValue? TupleOf(int[] columns)
    {
        if (Columns.CoverOf(columns) != ColumnCover.All)
        {
            return null;
        }

        var values = _values ?? Values;
        return KeyValue.HasNull(values, columns) ? null : KeyValue.Of(values, columns);
    }

    private static bool GetsNull(TableMapping table, ColumnSet brought, int[] columns)
    {
        foreach (var column in columns)
        {
            if (!brought.Has(column) && !table.Columns[column].HasDefault)
            {
                return true;
            }
        }

        return false;
    }
}
