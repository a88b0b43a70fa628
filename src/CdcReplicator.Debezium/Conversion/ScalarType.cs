using System.Buffers.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Turns what stands on the wire (a number, text, bytes) into the value its type means. Shared by Avro and JSON with
/// schema. Text that is not what its type promises stays text: whether a column takes it is for the coercion to say.
/// </summary>
internal sealed class ScalarType(FieldType type)
{
    private readonly SemanticType _semantic = type.Semantic;
    private readonly int _scale = type.NumberOf(SemanticNames.ScaleParameter) ?? 0;

    /// <summary>Its semantics.</summary>
    public SemanticType Semantic => _semantic;

    /// <summary>The scale its type gives a decimal.</summary>
    public int Scale => _scale;

    /// <summary>A value whose wire form is an integer.</summary>
    public DataValue OfInteger(long number)
    {
        var value = DataValue.Null;
        var sink = new ValueSink(ref value);
        WriteInteger(0, number, ref sink);
        return value;
    }

    /// <summary>A value whose wire form is text.</summary>
    public DataValue OfText(ReadOnlySpan<byte> utf8)
    {
        var value = DataValue.Null;
        var sink = new ValueSink(ref value);
        WriteText(0, utf8, ref sink);
        return value;
    }

    /// <summary>
    /// A value whose wire form is bytes. Bits stay bytes: how many zeros stand before them, only the column's type can
    /// say (the schema's length is that of bit(n), but the most of varbit(n)).
    /// </summary>
    public DataValue OfBytes(ReadOnlySpan<byte> bytes) =>
        _semantic == SemanticType.Decimal ? DecimalValues.OfUnscaled(bytes, _scale) : DataValue.Bytes(bytes.ToArray());

    /// <summary>Hands a value whose wire form is an integer to a sink.</summary>
    /// <exception cref="MalformedDataException">It is out of range.</exception>
    public void WriteInteger<TSink>(int field, long number, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        switch (_semantic)
        {
            case SemanticType.Date:
                sink.Date(field, TemporalValues.Days(number));
                break;
            case SemanticType.TimeMillis:
                sink.Micros(field, DataKind.Time, TemporalValues.FromMillis(number));
                break;
            case SemanticType.TimeMicros:
                sink.Micros(field, DataKind.Time, number);
                break;
            case SemanticType.TimeNanos:
                sink.Micros(field, DataKind.Time, TemporalValues.FromNanos(number));
                break;
            case SemanticType.TimestampMillis:
                sink.Micros(field, DataKind.Timestamp, TemporalValues.Timestamp(TemporalValues.FromMillis(number)));
                break;
            case SemanticType.TimestampMicros:
                sink.Micros(field, DataKind.Timestamp, TemporalValues.Timestamp(number));
                break;
            case SemanticType.TimestampNanos:
                sink.Micros(field, DataKind.Timestamp, TemporalValues.Timestamp(TemporalValues.FromNanos(number)));
                break;
            case SemanticType.DurationMicros:
                sink.Value(field, DataValue.Interval(new PgInterval(0, 0, number)));
                break;
            case SemanticType.DurationNanos:
                sink.Value(field, DataValue.Interval(new PgInterval(0, 0, TemporalValues.FromNanos(number))));
                break;
            default:
                sink.Integer(field, number);
                break;
        }
    }

    /// <summary>Refuses an integer that <see cref="WriteInteger"/> refuses.</summary>
    /// <exception cref="MalformedDataException">It is out of range.</exception>
    public void CheckInteger(long number)
    {
        if (_semantic is SemanticType.TimeMillis or SemanticType.TimestampMillis)
        {
            TemporalValues.FromMillis(number);
        }
    }

    /// <summary>Refuses bytes that <see cref="OfBytes"/> refuses, whose scale is one that is taken.</summary>
    /// <exception cref="MalformedDataException">They are too many digits.</exception>
    public void CheckBytes(int length)
    {
        if (_semantic == SemanticType.Decimal)
        {
            DecimalValues.CheckLength(length);
        }
    }

    /// <summary>Hands a value whose wire form is text to a sink.</summary>
    public void WriteText<TSink>(int field, scoped ReadOnlySpan<byte> utf8, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        switch (_semantic)
        {
            case SemanticType.Uuid when Utf8Parser.TryParse(utf8, out Guid uuid, out var used) && used == utf8.Length:
                sink.Uuid(field, uuid);
                break;
            case SemanticType.ZonedTimestamp when TryInstant(utf8, out var instant):
                sink.Micros(field, DataKind.TimestampTz, instant);
                break;
            case SemanticType.IsoTimestamp when TryInstant(utf8, out var wall):
                sink.Micros(field, DataKind.Timestamp, TemporalValues.Timestamp(wall));
                break;
            case SemanticType.ZonedTime when IsoText.TryParseTime(utf8, out var time):
                sink.Micros(field, DataKind.TimeTz, time);
                break;
            case SemanticType.IsoTime when IsoText.TryParseTime(utf8, out var time):
                sink.Micros(field, DataKind.Time, time);
                break;
            case SemanticType.IsoDate when IsoText.TryParseDate(utf8, out var days):
                sink.Date(field, TemporalValues.Days(days));
                break;
            case SemanticType.Interval when IsoInterval.TryParse(utf8, out var interval):
                sink.Value(field, DataValue.Interval(interval));
                break;
            default:
                sink.Text(field, utf8, TextKind);
                break;
        }
    }

    /// <summary>Hands a value whose wire form is bytes to a sink; the scale must be one that is taken.</summary>
    public void WriteBytes<TSink>(int field, scoped ReadOnlySpan<byte> bytes, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        if (_semantic == SemanticType.Decimal)
        {
            sink.Decimal(field, bytes, _scale);
        }
        else
        {
            sink.Bytes(field, bytes);
        }
    }

    /// <summary>The kind of its text.</summary>
    public DataKind TextKind =>
        _semantic switch
        {
            SemanticType.Json => DataKind.Json,
            SemanticType.Xml => DataKind.Xml,
            SemanticType.Enum => DataKind.Enum,
            _ => DataKind.Text,
        };

    private static bool TryInstant(ReadOnlySpan<byte> utf8, out long micros)
    {
        if (IsoText.TryParseTimestamp(utf8, out micros))
        {
            return true;
        }

        var isPositive = utf8.SequenceEqual("infinity"u8);
        micros = isPositive ? DataValue.PositiveInfinity : DataValue.NegativeInfinity;
        return isPositive || utf8.SequenceEqual("-infinity"u8);
    }
}
