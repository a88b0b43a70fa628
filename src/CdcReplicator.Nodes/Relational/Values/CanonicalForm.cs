using System.Buffers;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// One sequence of bytes per value, the same on every kind of node: what digests are taken over. Beside the type's own
/// sense of equality (numbers without trailing zeros, JSON without order and blanks) it evens out what a kind of node
/// cannot hold: the sign of a zero.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>
    /// Appends the form of a canonical value. Every part is prefixed with its length, so no two rows give the same
    /// bytes.
    /// </summary>
    public static void Append(ArrayBufferWriter<byte> form, in DataValue value)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                form.Tag(CanonicalFamily.Null);
                break;
            case DataKind.Boolean:
                form.Number(CanonicalFamily.Boolean, value.AsBoolean() ? 1 : 0);
                break;
            case DataKind.Integer:
                form.Number(CanonicalFamily.Integer, value.AsInt64());
                break;
            case DataKind.Float32:
                form.Floating(value.AsFloat32());
                break;
            case DataKind.Float64:
                form.Floating(value.AsFloat64());
                break;
            case DataKind.Decimal:
                form.Text(CanonicalFamily.Decimal, value.AsDecimal().Normalize().ToString());
                break;
            case DataKind.Text or DataKind.Xml or DataKind.Enum:
                form.Text(CanonicalFamily.Text, value.AsText());
                break;
            case DataKind.Uuid:
                form.Text(CanonicalFamily.Text, value.AsUuid().ToString("D"));
                break;
            case DataKind.Json:
                form.Text(CanonicalFamily.Json, JsonCanonicalForm.Of(value.AsText()));
                break;
            case DataKind.Bytes:
                form.Bytes(CanonicalFamily.Bytes, value.AsBytes());
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
    public static void AppendName(ArrayBufferWriter<byte> form, string name) => form.Text(CanonicalFamily.Text, name);

    private static void AppendOther(ArrayBufferWriter<byte> form, in DataValue value)
    {
        switch (value.Kind)
        {
            case DataKind.Date:
                form.Number(CanonicalFamily.Date, value.AsInt64());
                break;
            case DataKind.Time:
                form.Number(CanonicalFamily.Time, value.AsInt64());
                break;
            case DataKind.TimeTz:
                form.Number(CanonicalFamily.TimeTz, value.AsInt64());
                break;
            case DataKind.Timestamp:
                form.Number(CanonicalFamily.Timestamp, value.AsInt64());
                break;
            case DataKind.TimestampTz:
                form.Number(CanonicalFamily.TimestampTz, value.AsInt64());
                break;
            case DataKind.Interval:
                var interval = value.AsInterval();
                form.Number(CanonicalFamily.Interval, interval.Months);
                form.Number(CanonicalFamily.Interval, interval.Days);
                form.Number(CanonicalFamily.Interval, interval.Micros);
                break;
            case DataKind.Bits:
                form.Text(CanonicalFamily.Bits, value.AsBits().Digits);
                break;
            case DataKind.Point:
                form.Tag(CanonicalFamily.Point);
                form.Floating(value.AsPoint().X);
                form.Floating(value.AsPoint().Y);
                break;
            case DataKind.Array:
                var elements = value.AsArray();
                form.Number(CanonicalFamily.Array, elements.Length);
                foreach (ref readonly var element in elements.AsSpan())
                {
                    Append(form, element);
                }

                break;
            case DataKind.Map:
                form.Map(value.AsMap());
                break;
            default:
                throw new ArgumentException($"A value of kind {value.Kind} is not canonical.", nameof(value));
        }
    }
}
