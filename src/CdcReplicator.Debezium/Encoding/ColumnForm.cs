using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A column's type with the form its values take.</summary>
internal sealed record ColumnForm(AvroForm Form, ColumnType Type, ColumnForm? Element = null)
{
    private const int MaxMillisPrecision = 3;
    private const int DefaultTimePrecision = 6;

    /// <summary>Fractional digits of a time type.</summary>
    public int TimePrecision => Type.Precision ?? DefaultTimePrecision;

    /// <summary>The form of a type.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="decimalsAsText">Whether its decimals are NaN or infinite in this row.</param>
    /// <exception cref="UnsupportedTypeException">The type cannot be carried.</exception>
    public static ColumnForm Of(ColumnType type, bool decimalsAsText = false) =>
        type.Kind == ColumnKind.Array
            ? new ColumnForm(AvroForm.Array, type, Of(type.Element ?? throw Unsupported(type), decimalsAsText))
            : new ColumnForm(FormOf(type, decimalsAsText), type);

    private static AvroForm FormOf(ColumnType type, bool decimalsAsText) =>
        type.Kind switch
        {
            ColumnKind.Boolean => AvroForm.Boolean,
            ColumnKind.Int16 => AvroForm.Int16,
            ColumnKind.Int32 => AvroForm.Int32,
            ColumnKind.Int64 => AvroForm.Int64,
            ColumnKind.Float32 => AvroForm.Float32,
            ColumnKind.Float64 => AvroForm.Float64,
            ColumnKind.Decimal => decimalsAsText ? AvroForm.DecimalText
            : type.Scale is null ? AvroForm.VariableDecimal
            : AvroForm.Decimal,
            ColumnKind.Text or ColumnKind.Char or ColumnKind.TextForm => AvroForm.String,
            ColumnKind.Bytes => AvroForm.Bytes,
            ColumnKind.Uuid => AvroForm.Uuid,
            ColumnKind.Json => AvroForm.Json,
            ColumnKind.Xml => AvroForm.Xml,
            ColumnKind.Enum => AvroForm.Enum,
            ColumnKind.Date => AvroForm.Date,
            ColumnKind.Time => type.Precision <= MaxMillisPrecision ? AvroForm.TimeMillis : AvroForm.TimeMicros,
            ColumnKind.TimeTz => AvroForm.ZonedTime,
            ColumnKind.Timestamp => type.Precision <= MaxMillisPrecision
                ? AvroForm.TimestampMillis
                : AvroForm.TimestampMicros,
            ColumnKind.TimestampTz => AvroForm.ZonedTimestamp,
            ColumnKind.Interval => AvroForm.Interval,
            ColumnKind.Bits => IsFixedBits(type) ? AvroForm.Bits : AvroForm.BitText,
            ColumnKind.Hstore => AvroForm.Map,
            ColumnKind.Point => AvroForm.Point,
            _ => throw Unsupported(type),
        };

    private static bool IsFixedBits(ColumnType type) =>
        type.Length is not null && type.NativeName.StartsWith("bit(", StringComparison.OrdinalIgnoreCase);

    private static UnsupportedTypeException Unsupported(ColumnType type) =>
        new($"Type '{type.NativeName}' cannot be carried.", "Leave the column out, or change its type.");
}
