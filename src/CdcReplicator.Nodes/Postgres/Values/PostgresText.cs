using System.Globalization;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Canonical values as the text PostgreSQL reads and prints, under the session settings of
/// <see cref="PostgresSession"/>.
/// </summary>
internal static class PostgresText
{
    private const string Utc = "+00";

    public static string Format(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Boolean => FormatBoolean(value.AsBoolean(), type),
            DataKind.Integer => value.AsInt64().ToString(CultureInfo.InvariantCulture),
            DataKind.Float32 => value.AsFloat32().ToString("R", CultureInfo.InvariantCulture),
            DataKind.Float64 => value.AsFloat64().ToString("R", CultureInfo.InvariantCulture),
            DataKind.Decimal => value.AsDecimal().ToString(),
            DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum => value.AsText(),
            DataKind.Bytes => "\\x" + Convert.ToHexStringLower(value.AsBytes()),
            DataKind.Uuid => value.AsUuid().ToString("D"),
            DataKind.Date => Infinity(value) ?? TemporalText.FormatDate(value.AsInt64(), postgres: true),
            DataKind.Time => TemporalText.FormatTime(value.AsInt64(), TemporalText.DefaultPrecision),
            DataKind.TimeTz => TemporalText.FormatTime(value.AsInt64(), TemporalText.DefaultPrecision) + Utc,
            DataKind.Timestamp => Infinity(value) ?? Timestamp(value, ""),
            DataKind.TimestampTz => Infinity(value) ?? Timestamp(value, Utc),
            DataKind.Interval => IntervalText.Format(value.AsInterval()),
            DataKind.Bits => value.AsBits().Digits,
            DataKind.Map => PostgresHstoreText.Format(value.AsMap()),
            DataKind.Point => PointText.Format(value.AsPoint()),
            DataKind.Array => FormatArray(value.AsArray(), type),
            _ => throw new ArgumentException($"A value of kind {value.Kind} is not canonical.", nameof(value)),
        };

    /// <exception cref="InvalidValueException">The text is none of the type.</exception>
    public static DataValue Parse(string text, ColumnType type)
    {
        try
        {
            return type.Kind switch
            {
                ColumnKind.Boolean => DataValue.Boolean(text is "t" or "true" or "1"),
                ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 => DataValue.Integer(
                    long.Parse(text, CultureInfo.InvariantCulture)
                ),
                ColumnKind.Float32 => DataValue.Float32(float.Parse(text, CultureInfo.InvariantCulture)),
                ColumnKind.Float64 => DataValue.Float64(double.Parse(text, CultureInfo.InvariantCulture)),
                ColumnKind.Text or ColumnKind.TextForm => DataValue.Text(text),
                ColumnKind.Char => DataValue.Text(text.TrimEnd(' ')),
                ColumnKind.Json => DataValue.Text(text, DataKind.Json),
                ColumnKind.Xml => DataValue.Text(text, DataKind.Xml),
                ColumnKind.Enum => DataValue.Text(text, DataKind.Enum),
                ColumnKind.Bytes when text.StartsWith("\\x", StringComparison.Ordinal) => DataValue.Bytes(
                    Convert.FromHexString(text.AsSpan(2))
                ),
                ColumnKind.Hstore => DataValue.Map(PostgresHstoreText.Parse(text)),
                ColumnKind.Array => ParseArray(PostgresArrayText.Parse(text, Delimiter(type.Element!)), type.Element!),
                _ => ValueCoercion.Coerce(DataValue.Text(text), type),
            };
        }
        catch (FormatException error)
        {
            throw new InvalidValueException($"PostgreSQL printed a {type.NativeName} unlike any: {error.Message}");
        }
    }

    private static DataValue ParseArray(List<object?> elements, ColumnType element)
    {
        var values = new DataValue[elements.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = elements[i] switch
            {
                string text => Parse(text, element),
                List<object?> inner => ParseArray(inner, element),
                _ => DataValue.Null,
            };
        }

        return DataValue.Array(values);
    }

    private static string FormatArray(DataValue[] values, ColumnType type)
    {
        var delimiter = Delimiter(type.Element!);
        var literal = new StringBuilder("{");
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                literal.Append(delimiter);
            }

            if (values[i].Kind == DataKind.Array)
            {
                literal.Append(FormatArray(values[i].AsArray(), type));
            }
            else
            {
                PostgresArrayText.AppendElement(literal, values[i].IsNull ? null : Format(values[i], type.Element!));
            }
        }

        return literal.Append('}').ToString();
    }

    /// <summary>The only type whose arrays are not written with commas.</summary>
    private static char Delimiter(ColumnType element) => element.NativeName == "box" ? ';' : ',';

    private static string FormatBoolean(bool value, ColumnType type) =>
        type.NativeName.StartsWith("bit", StringComparison.OrdinalIgnoreCase)
            ? value
                ? "1"
                : "0"
            : value
                ? "t"
                : "f";

    private static string? Infinity(in DataValue value) =>
        value.AsInt64() switch
        {
            DataValue.PositiveInfinity => "infinity",
            DataValue.NegativeInfinity => "-infinity",
            _ => null,
        };

    private static string Timestamp(in DataValue value, string zone) =>
        TemporalText.FormatTimestamp(value.AsInt64(), TemporalText.DefaultPrecision, zone, postgres: true);
}
