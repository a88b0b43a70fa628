using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// One sequence of bytes per value, the same on every kind of node: what digests are taken over. Beside the type's own
/// sense of equality (numbers without trailing zeros, JSON without order and blanks) it evens out what a kind of node
/// cannot hold: the sign of a zero.
/// </summary>
internal static class CanonicalForm
{
    private enum Family : byte
    {
        Null,
        Boolean,
        Integer,
        Decimal,
        Floating,
        Text,
        Json,
        Bytes,
        Date,
        Time,
        TimeTz,
        Timestamp,
        TimestampTz,
        Interval,
        Bits,
        Array,
        Map,
        Point,
    }

    /// <summary>
    /// Appends the form of a canonical value. Every part is prefixed with its length, so no two rows give the same
    /// bytes.
    /// </summary>
    public static void Append(ArrayBufferWriter<byte> form, in DataValue value)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                Tag(form, Family.Null);
                break;
            case DataKind.Boolean:
                Number(form, Family.Boolean, value.AsBoolean() ? 1 : 0);
                break;
            case DataKind.Integer:
                Number(form, Family.Integer, value.AsInt64());
                break;
            case DataKind.Float32:
                Floating(form, value.AsFloat32());
                break;
            case DataKind.Float64:
                Floating(form, value.AsFloat64());
                break;
            case DataKind.Decimal:
                Text(form, Family.Decimal, value.AsDecimal().Normalize().ToString());
                break;
            case DataKind.Text or DataKind.Xml or DataKind.Enum:
                Text(form, Family.Text, value.AsText());
                break;
            case DataKind.Uuid:
                Text(form, Family.Text, value.AsUuid().ToString("D"));
                break;
            case DataKind.Json:
                Text(form, Family.Json, JsonCanonicalForm.Of(value.AsText()));
                break;
            case DataKind.Bytes:
                Bytes(form, Family.Bytes, value.AsBytes());
                break;
            default:
                AppendOther(form, value);
                break;
        }
    }

    /// <summary>Whether two canonical values are the same to every kind of node.</summary>
    public static bool AreEqual(in DataValue left, in DataValue right)
    {
        if (left == right)
        {
            return true;
        }

        var (one, other) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        Append(one, left);
        Append(other, right);
        return one.WrittenSpan.SequenceEqual(other.WrittenSpan);
    }

    /// <summary>Appends text, with its length.</summary>
    public static void AppendName(ArrayBufferWriter<byte> form, string name) => Text(form, Family.Text, name);

    private static void AppendOther(ArrayBufferWriter<byte> form, in DataValue value)
    {
        switch (value.Kind)
        {
            case DataKind.Date:
                Number(form, Family.Date, value.AsInt64());
                break;
            case DataKind.Time:
                Number(form, Family.Time, value.AsInt64());
                break;
            case DataKind.TimeTz:
                Number(form, Family.TimeTz, value.AsInt64());
                break;
            case DataKind.Timestamp:
                Number(form, Family.Timestamp, value.AsInt64());
                break;
            case DataKind.TimestampTz:
                Number(form, Family.TimestampTz, value.AsInt64());
                break;
            case DataKind.Interval:
                var interval = value.AsInterval();
                Number(form, Family.Interval, interval.Months);
                Number(form, Family.Interval, interval.Days);
                Number(form, Family.Interval, interval.Micros);
                break;
            case DataKind.Bits:
                Text(form, Family.Bits, value.AsBits().Digits);
                break;
            case DataKind.Point:
                Tag(form, Family.Point);
                Floating(form, value.AsPoint().X);
                Floating(form, value.AsPoint().Y);
                break;
            case DataKind.Array:
                var elements = value.AsArray();
                Number(form, Family.Array, elements.Length);
                foreach (ref readonly var element in elements.AsSpan())
                {
                    Append(form, element);
                }

                break;
            case DataKind.Map:
                Map(form, value.AsMap());
                break;
            default:
                throw new ArgumentException($"A value of kind {value.Kind} is not canonical.", nameof(value));
        }
    }

    private static void Map(ArrayBufferWriter<byte> form, IReadOnlyDictionary<string, string?> map)
    {
        var keys = map.Keys.ToArray();
        Array.Sort(keys, StringComparer.Ordinal);
        Number(form, Family.Map, keys.Length);
        foreach (var key in keys)
        {
            Text(form, Family.Text, key);
            if (map[key] is { } text)
            {
                Text(form, Family.Text, text);
            }
            else
            {
                Tag(form, Family.Null);
            }
        }
    }

    /// <summary>Singles and doubles alike as double. One zero, one NaN.</summary>
    private static void Floating(ArrayBufferWriter<byte> form, double number)
    {
        var one =
            double.IsNaN(number) ? double.NaN
            : number == 0 ? 0.0
            : number;
        Number(form, Family.Floating, BitConverter.DoubleToInt64Bits(one));
    }

    private static void Text(ArrayBufferWriter<byte> form, Family family, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(form, family, length);
        Encoding.UTF8.GetBytes(text, form.GetSpan(length));
        form.Advance(length);
    }

    private static void Bytes(ArrayBufferWriter<byte> form, Family family, byte[] bytes)
    {
        Number(form, family, bytes.Length);
        form.Write(bytes);
    }

    private static void Number(ArrayBufferWriter<byte> form, Family family, long number)
    {
        Tag(form, family);
        BinaryPrimitives.WriteInt64BigEndian(form.GetSpan(sizeof(long)), number);
        form.Advance(sizeof(long));
    }

    private static void Tag(ArrayBufferWriter<byte> form, Family family)
    {
        form.GetSpan(1)[0] = (byte)family;
        form.Advance(1);
    }
}
