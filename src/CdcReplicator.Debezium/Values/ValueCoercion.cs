using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Turns whatever a record holds for a column into the one canonical value of the column's type. Lengths, ranges and
/// precision are checked here and not by a database, so that a value that does not fit gets the same verdict on every
/// kind of node.
/// </summary>
/// <remarks>
/// Canonical kinds: the integers give <see cref="DataKind.Integer"/>, <c>Char</c> gives <see cref="DataKind.Text"/>
/// without trailing blanks, <c>TextForm</c> gives <see cref="DataKind.Text"/>, <c>Hstore</c> gives
/// <see cref="DataKind.Map"/>, every other column kind the data kind of its name. Decimals have the declared scale, or
/// no trailing zeros where none is declared; times are rounded to the declared precision as PostgreSQL rounds. Bits of
/// a varying length keep it only if they come as text.
/// </remarks>
internal static class ValueCoercion
{
    /// <summary>The canonical value of a source without settings: only the value itself says what it is.</summary>
    /// <exception cref="InvalidValueException">The value does not fit the type.</exception>
    public static DataValue Coerce(in DataValue value, ColumnType type) => Coerce(value, type, ValueForms.Untold);

    /// <summary>
    /// Whether a value of this kind is a number that the type takes as text: the source's column is, or was when it was
    /// written, of another type than the node's.
    /// </summary>
    public static bool TakesNumberAsText(DataKind kind, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind is ColumnKind.Text or ColumnKind.Char
            && kind is DataKind.Integer or DataKind.Decimal or DataKind.UntypedNumber;
    }

    /// <summary>Whether UTF-8 is JSON that a column of a JSON type takes; it is its own canonical form then.</summary>
    public static bool IsJson(ReadOnlySpan<byte> utf8, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TextCoercion.IsJson(utf8, type);
    }

    /// <summary>
    /// Whether UTF-8, if it is JSON, nests as deep as <see cref="IsJson"/> allows at most. It need not be JSON, and may
    /// say false of what nests less: nothing is read but how many objects and arrays begin.
    /// </summary>
    public static bool IsShallowForJson(ReadOnlySpan<byte> utf8) => TextCoercion.IsShallowForJson(utf8);

    /// <summary>The canonical value. NULL and the unchanged value stay what they are.</summary>
    /// <param name="value">What the record holds.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="forms">The settings of the source's values.</param>
    /// <exception cref="InvalidValueException">
    /// The value does not fit the type, or can be read in two ways and no setting says in which.
    /// </exception>
    public static DataValue Coerce(in DataValue value, ColumnType type, ValueForms forms)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(forms);
        if (value.Kind is DataKind.Null or DataKind.Unavailable)
        {
            return value;
        }

        if (forms.IsEncodedText)
        {
            return Coerce(EncodedText.Decode(value, type, forms), type, forms with { IsEncodedText = false });
        }

        return type.Kind switch
        {
            ColumnKind.Boolean => NumberCoercion.Boolean(value, type, forms),
            ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 => NumberCoercion.Integer(value, type),
            ColumnKind.Float32 => NumberCoercion.Float32(value, type),
            ColumnKind.Float64 => NumberCoercion.Float64(value, type),
            ColumnKind.Decimal => DecimalCoercion.Decimal(value, type, forms),
            ColumnKind.Text => TextCoercion.Text(value, type),
            ColumnKind.Char => TextCoercion.Char(value, type),
            ColumnKind.Json => TextCoercion.Json(value, type),
            ColumnKind.Xml => TextCoercion.Xml(value, type),
            ColumnKind.Enum => TextCoercion.Enum(value, type),
            ColumnKind.TextForm => TextCoercion.TextForm(value, type),
            ColumnKind.Bytes => BinaryCoercion.Bytes(value, type, forms),
            ColumnKind.Bits => BinaryCoercion.Bits(value, type),
            ColumnKind.Uuid => BinaryCoercion.Uuid(value, type),
            ColumnKind.Date => DateCoercion.Coerce(value, type, forms),
            ColumnKind.Time => TemporalCoercion.Time(value, type, forms),
            ColumnKind.TimeTz => TemporalCoercion.TimeTz(value, type),
            ColumnKind.Timestamp => TemporalCoercion.Timestamp(value, type, forms),
            ColumnKind.TimestampTz => TemporalCoercion.TimestampTz(value, type),
            ColumnKind.Interval => IntervalCoercion.Interval(value, type, forms),
            ColumnKind.Array => CompositeCoercion.Array(value, type, forms),
            ColumnKind.Hstore => CompositeCoercion.Hstore(value, type, forms),
            ColumnKind.Point => CompositeCoercion.Point(value, type),
            _ => throw Invalid(value, type, "the type cannot be carried"),
        };
    }

    /// <summary>Names kind, type and reason; never the value, which may be long or private.</summary>
    internal static InvalidValueException Invalid(in DataValue value, ColumnType type, string reason) =>
        new($"A value of kind {value.Kind} does not fit a column of type {type.NativeName}: {reason}.");

    /// <summary>The value can be read in two ways, or in no way that the setting allows.</summary>
    internal static InvalidValueException Untold(in DataValue value, ColumnType type, string reason, string setting) =>
        new($"A value of kind {value.Kind} does not fit a column of type {type.NativeName}: {reason}.")
        {
            Setting = setting,
        };

    internal static InvalidValueException WrongKind(in DataValue value, ColumnType type) =>
        Invalid(value, type, "the type takes no such value");
}
