using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How the values of one field get to their column; worked out once for each encoding and table.</summary>
/// <param name="Column">The column's place.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">How.</param>
/// <param name="TakesNull">Whether the column takes NULL.</param>
/// <param name="Forms">The settings of its values.</param>
internal readonly record struct FieldTransfer(
    int Column,
    ColumnType? Type,
    TransferKind Kind,
    bool TakesNull,
    ValueForms Forms
)
{
    private const int FullPrecision = 6;

    /// <summary>A field without column.</summary>
    public static readonly FieldTransfer Nowhere = new(-1, null, TransferKind.None, true, ValueForms.Untold);

    /// <summary>Works it out.</summary>
    public static FieldTransfer Of(FieldWire wire, int column, ColumnDefinition definition, ValueForms forms) =>
        new(
            column,
            definition.Type,
            forms.IsEncodedText ? TransferKind.Coerced : KindOf(wire, definition.Type),
            definition.Nullable,
            forms
        );

    /// <summary>The canonical value.</summary>
    /// <exception cref="InvalidValueException">The value does not fit.</exception>
    public DataValue Coerce(in DataValue value) => ValueCoercion.Coerce(value, Type!, Forms);

    private static TransferKind KindOf(FieldWire wire, ColumnType type)
    {
        var isDirect = (wire.Kind, type.Kind) switch
        {
            (DataKind.Boolean, ColumnKind.Boolean) => true,
            (DataKind.Integer, ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64) => true,
            (DataKind.Float32, ColumnKind.Float32) => true,
            (DataKind.Float64, ColumnKind.Float64) => true,
            (DataKind.Text, ColumnKind.Text or ColumnKind.TextForm) => true,
            (DataKind.Enum, ColumnKind.Enum) => true,
            (DataKind.Json, ColumnKind.Json) => true,
            (DataKind.Bytes, ColumnKind.Bytes) => true,
            (DataKind.Uuid, ColumnKind.Uuid) => true,
            (DataKind.Date, ColumnKind.Date) => true,
            (DataKind.Time, ColumnKind.Time) => IsFull(type),
            (DataKind.Timestamp, ColumnKind.Timestamp) => IsFull(type),
            (DataKind.TimestampTz, ColumnKind.TimestampTz) => IsFull(type),
            (DataKind.Decimal, ColumnKind.Decimal) => wire.Scale is { } scale && scale == type.Scale,
            _ => false,
        };
        return isDirect ? TransferKind.Direct
            : wire.Kind == DataKind.Text && type.Kind == ColumnKind.Char ? TransferKind.Trimmed
            : TransferKind.Coerced;
    }

    private static bool IsFull(ColumnType type) => type.Precision is null or FullPrecision;
}
