using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Takes row images of one table in as canonical values. What it cannot take is left to the one-by-one path, which says
/// why.
/// </summary>
internal sealed class ImageReader(TableMapping table)
{
    private const int MaxEncodings = 1000;

    private readonly Dictionary<RowEncoding, EncodedRows?> _encoded = [];
    private readonly bool[] _has = new bool[table.Columns.Length];
    private readonly DataValue[] _scratch = new DataValue[table.Columns.Length];
    private (RowShape Shape, ImagePlan Plan, ColumnSet Set)? _last;
    private (RowEncoding? Encoding, EncodedRows? Rows) _lastEncoded;

    /// <summary>The sets of columns met.</summary>
    public ColumnSets Sets { get; } = new(table);

    /// <summary>
    /// Takes a whole row that can stay bytes, and reads its key; false if it has to be taken in as values.
    /// </summary>
    public bool TryReadWhole(in RowImage image, out RowVersion version, out KeyValue key)
    {
        if (EncodedOf(image) is { Columns.IsFull: true, HasKey: true } encoded && encoded.TryReadKey(image, out key))
        {
            version = new RowVersion(encoded, image);
            return true;
        }

        (version, key) = (default, default);
        return false;
    }

    /// <summary>The same in a table where other values than the key's decide, too. All of them are read.</summary>
    /// <param name="image">The row.</param>
    /// <param name="deciding">Whether a column's value decides, those of the key among them.</param>
    /// <param name="version">The row taken in.</param>
    /// <param name="key">Its key.</param>
    public bool TryReadWhole(in RowImage image, bool[] deciding, out RowVersion version, out KeyValue key)
    {
        if (EncodedOf(image) is { Columns.IsFull: true, HasKey: true } encoded)
        {
            var values = new DataValue[table.Columns.Length];
            if (encoded.TryReadExact(image, deciding, values) && !KeyValue.HasNull(values, table.Key))
            {
                version = new RowVersion(encoded, image, values);
                key = KeyValue.Of(values, table.Key);
                return true;
            }
        }

        (version, key) = (default, default);
        return false;
    }

    /// <summary>Takes a row of a table without key; null if it does not fit.</summary>
    public RowVersion? ReadKeyless(in RowImage image) =>
        EncodedOf(image) is { } encoded ? new RowVersion(encoded, image)
        : Read(image, out var hasUnavailable) is { } row && !hasUnavailable ? row
        : null;

    /// <summary>Reads a key; false if the image has not all of it.</summary>
    public bool TryReadKey(RowImage? image, out KeyValue key)
    {
        key = default;
        if (image is not { } present)
        {
            return false;
        }

        if (EncodedOf(present) is { HasKey: true } encoded)
        {
            return encoded.TryReadKey(present, out key);
        }

        var isRead = TryReadKey(present, _scratch);
        key = isRead ? KeyValue.Of(_scratch, table.Key) : default;
        return isRead;
    }

    /// <summary>Reads an image; null if it does not fit the table.</summary>
    /// <param name="image">The image.</param>
    /// <param name="hasUnavailable">
    /// Whether a column was left out because its value is the unchanged out-of-line one.
    /// </param>
    public RowVersion? Read(in RowImage image, out bool hasUnavailable)
    {
        hasUnavailable = false;
        var (plan, set) = PlanOf(image.Shape);
        if (plan.UnknownField is not null)
        {
            return null;
        }

        var read = image.ToValues();
        var values = new DataValue[table.Columns.Length];
        for (var i = 0; i < plan.Columns.Length; i++)
        {
            if (plan.Columns[i] is >= 0 and var column)
            {
                if (
                    !TryCoerce(read[i], column, image.Shape.FormsOf(i), out values[column])
                    || (values[column].IsNull && !table.Columns[column].Nullable)
                )
                {
                    return null;
                }

                hasUnavailable |= values[column].Kind == DataKind.Unavailable;
            }
        }

        return new RowVersion(hasUnavailable ? SetWithout(plan, values) : set, values);
    }

    private bool TryReadKey(in RowImage image, DataValue[] values)
    {
        var (plan, set) = PlanOf(image.Shape);
        if (set.CoverOf(table.Key) != ColumnCover.All)
        {
            return false;
        }

        var read = image.ToValues();
        for (var i = 0; i < plan.Columns.Length; i++)
        {
            if (plan.Columns[i] is >= 0 and var column && table.IsKey[column])
            {
                if (
                    !TryCoerce(read[i], column, image.Shape.FormsOf(i), out values[column])
                    || values[column].Kind is DataKind.Null or DataKind.Unavailable
                )
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>
    /// How images of this one's encoding get into the table as bytes; null if it has to be taken in as values.
    /// </summary>
    private EncodedRows? EncodedOf(in RowImage image)
    {
        if (image.Encoding is not { } encoding)
        {
            return null;
        }

        ref var cached = ref _lastEncoded;
        if (cached.Encoding != encoding)
        {
            cached = (encoding, EncodedOf(encoding));
        }

        return cached.Rows;
    }

    private EncodedRows? EncodedOf(RowEncoding encoding)
    {
        if (!_encoded.TryGetValue(encoding, out var rows))
        {
            if (_encoded.Count >= MaxEncodings)
            {
                _encoded.Clear();
            }

            var (plan, set) = PlanOf(encoding.Shape);
            rows = EncodedRows.Of(table, encoding, plan, set);
            _encoded.Add(encoding, rows);
        }

        return rows;
    }

    private (ImagePlan Plan, ColumnSet Set) PlanOf(RowShape shape)
    {
        if (_last is { } last && last.Shape == shape)
        {
            return (last.Plan, last.Set);
        }

        var plan = table.PlanOf(shape);
        var set = SetOf(plan, _ => true);
        _last = (shape, plan, set);
        return (plan, set);
    }

    private ColumnSet SetWithout(ImagePlan plan, DataValue[] values) =>
        SetOf(plan, column => values[column].Kind != DataKind.Unavailable);

    private ColumnSet SetOf(ImagePlan plan, Func<int, bool> counts)
    {
        Array.Clear(_has);
        foreach (var column in plan.Columns)
        {
            if (column >= 0)
            {
                _has[column] = counts(column);
            }
        }

        return Sets.Of(_has);
    }

    private bool TryCoerce(in DataValue value, int column, ValueForms forms, out DataValue canonical)
    {
        // Counted where rows are written one by one.
        if (ValueCoercion.TakesNumberAsText(value.Kind, table.Columns[column].Type))
        {
            canonical = default;
            return false;
        }

        try
        {
            canonical = ValueCoercion.Coerce(value, table.Columns[column].Type, forms);
            return true;
        }
        catch (InvalidValueException)
        {
            canonical = default;
            return false;
        }
    }
}
