using System.Buffers.Text;
using System.Numerics;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Turns what stands on the wire (a number, text, bytes) into the value its type means. Shared by Avro and JSON with schema. Text that is not
/// what its type promises stays text: whether a column takes it is for the coercion to say.
/// </summary>
internal sealed class ScalarType(FieldType type)
{
    // PostgreSQL's largest scale is 16383; a wild one must not make a later ToString fill the memory.
    private const int MaxScale = 20_000;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly SemanticType _semantic = type.Semantic;
    private readonly int _scale = type.NumberOf(SemanticNames.ScaleParameter) ?? 0;

    /// <summary>Its semantics.</summary>
    public SemanticType Semantic => _semantic;

    /// <summary>A value whose wire form is an integer.</summary>
    public DataValue OfInteger(long number) =>
        _semantic switch
        {
            SemanticType.Date => TemporalValues.Date(number),
            SemanticType.TimeMillis => DataValue.Micros(DataKind.Time, TemporalValues.FromMillis(number)),
            SemanticType.TimeMicros => DataValue.Micros(DataKind.Time, number),
            SemanticType.TimeNanos => DataValue.Micros(DataKind.Time, TemporalValues.FromNanos(number)),
            SemanticType.TimestampMillis => TemporalValues.Timestamp(TemporalValues.FromMillis(number)),
            SemanticType.TimestampMicros => TemporalValues.Timestamp(number),
            SemanticType.TimestampNanos => TemporalValues.Timestamp(TemporalValues.FromNanos(number)),
            SemanticType.DurationMicros => DataValue.Interval(new PgInterval(0, 0, number)),
            SemanticType.DurationNanos => DataValue.Interval(new PgInterval(0, 0, TemporalValues.FromNanos(number))),
            _ => DataValue.Integer(number),
        };

    /// <summary>A value whose wire form is text.</summary>
    public DataValue OfText(ReadOnlySpan<byte> utf8)
    {
        switch (_semantic)
        {
            case SemanticType.Uuid when Utf8Parser.TryParse(utf8, out Guid uuid, out var used) && used == utf8.Length:
                return DataValue.Uuid(uuid);
            case SemanticType.Json:
                return DataValue.Text(Strict.GetString(utf8), DataKind.Json);
            case SemanticType.Xml:
                return DataValue.Text(Strict.GetString(utf8), DataKind.Xml);
            case SemanticType.Enum:
                return DataValue.Text(Strict.GetString(utf8), DataKind.Enum);
            case SemanticType.ZonedTimestamp:
                return Infinity(utf8, DataKind.TimestampTz)
                    ?? (
                        IsoText.TryParseTimestamp(utf8, out var instant)
                            ? DataValue.Micros(DataKind.TimestampTz, instant)
                            : Plain(utf8)
                    );
            case SemanticType.IsoTimestamp:
                return Infinity(utf8, DataKind.Timestamp)
                    ?? (IsoText.TryParseTimestamp(utf8, out var wall) ? TemporalValues.Timestamp(wall) : Plain(utf8));
            case SemanticType.ZonedTime when IsoText.TryParseTime(utf8, out var time):
                return DataValue.Micros(DataKind.TimeTz, time);
            case SemanticType.IsoTime when IsoText.TryParseTime(utf8, out var time):
                return DataValue.Micros(DataKind.Time, time);
            case SemanticType.IsoDate when IsoText.TryParseDate(utf8, out var days):
                return TemporalValues.Date(days);
            case SemanticType.Interval when IsoInterval.TryParse(utf8, out var interval):
                return DataValue.Interval(interval);
            default:
                return Plain(utf8);
        }
    }

    /// <summary>
    /// A value whose wire form is bytes. Bits stay bytes: how many zeros stand before them, only the column's type can say (the schema's length is
    /// that of bit(n), but the most of varbit(n)).
    /// </summary>
    public DataValue OfBytes(ReadOnlySpan<byte> bytes) =>
        _semantic == SemanticType.Decimal ? OfUnscaled(bytes, _scale) : DataValue.Bytes(bytes.ToArray());

    /// <summary>A decimal of big-endian two's complement digits.</summary>
    /// <exception cref="MalformedDataException">The scale is out of range.</exception>
    public static DataValue OfUnscaled(ReadOnlySpan<byte> bytes, long scale) =>
        scale is >= -MaxScale and <= MaxScale
            ? DataValue.Decimal(new BigDecimal(new BigInteger(bytes, isUnsigned: false, isBigEndian: true), (int)scale))
            : throw new MalformedDataException($"the scale {scale} of a decimal is out of range");

    /// <summary>A decimal written as a JSON number (<c>decimal.format=NUMERIC</c>).</summary>
    /// <exception cref="MalformedDataException">It is not a number, or its exponent is out of range.</exception>
    public static DataValue OfNumber(string text)
    {
        try
        {
            var number = BigDecimal.Parse(text);
            return number.Scale is >= -MaxScale and <= MaxScale
                ? DataValue.Decimal(number)
                : throw new MalformedDataException($"the exponent of '{text}' is out of range");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new MalformedDataException("a decimal is not a number", e);
        }
    }

    private static DataValue Plain(ReadOnlySpan<byte> utf8) => DataValue.Text(Strict.GetString(utf8));

    private static DataValue? Infinity(ReadOnlySpan<byte> utf8, DataKind kind) =>
        utf8.SequenceEqual("infinity"u8) ? DataValue.Micros(kind, DataValue.PositiveInfinity)
        : utf8.SequenceEqual("-infinity"u8) ? DataValue.Micros(kind, DataValue.NegativeInfinity)
        : null;
}
