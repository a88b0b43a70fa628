using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Writes canonical values as Avro binary in a form.</summary>
internal static class ColumnFormWriter
{
    /// <summary>Writes one value that is not NULL.</summary>
    /// <exception cref="InvalidValueException">The value does not fit the form.</exception>
    public static void Write(AvroBinaryWriter writer, ColumnForm form, in DataValue value)
    {
        switch (form.Form)
        {
            case AvroForm.Boolean:
                writer.WriteBoolean(ColumnFormValue.Expect(value, DataKind.Boolean).AsBoolean());
                break;
            case AvroForm.Float32:
                writer.WriteFloat(ColumnFormValue.Expect(value, DataKind.Float32).AsFloat32());
                break;
            case AvroForm.Float64:
                writer.WriteDouble(ColumnFormValue.Expect(value, DataKind.Float64).AsFloat64());
                break;
            case AvroForm.Bytes:
                writer.WriteBytes(ColumnFormValue.Expect(value, DataKind.Bytes).AsBytes());
                break;
            case AvroForm.Decimal:
                writer.WriteBigInteger(ColumnFormValue.FixedDecimal(form, value));
                break;
            case AvroForm.VariableDecimal:
                var number = ColumnFormValue.VariableDecimal(value);
                writer.WriteLong(number.Scale);
                writer.WriteBigInteger(number.Unscaled);
                break;
            case AvroForm.Bits:
                writer.WriteBytes(ColumnFormValue.PackedBits(value));
                break;
            case AvroForm.Point:
                var point = ColumnFormValue.Expect(value, DataKind.Point).AsPoint();
                writer.WriteDouble(point.X);
                writer.WriteDouble(point.Y);
                writer.WriteNull();
                writer.WriteNull();
                break;
            case AvroForm.Array:
                WriteArray(writer, form.Element!, ColumnFormValue.Expect(value, DataKind.Array).AsArray());
                break;
            case AvroForm.Map:
                WriteMap(writer, ColumnFormValue.Expect(value, DataKind.Map).AsMap());
                break;
            case AvroForm.Int16
            or AvroForm.Int32
            or AvroForm.Int64
            or AvroForm.Date
            or AvroForm.TimeMillis
            or AvroForm.TimeMicros
            or AvroForm.TimestampMillis
            or AvroForm.TimestampMicros:
                writer.WriteLong(ColumnFormValue.Number(form, value));
                break;
            default:
                writer.WriteString(ColumnFormValue.Text(form, value));
                break;
        }
    }

    private static void WriteArray(AvroBinaryWriter writer, ColumnForm element, DataValue[] values)
    {
        if (values.Length > 0)
        {
            writer.WriteLong(values.Length);
            foreach (ref readonly var value in values.AsSpan())
            {
                if (value.IsNull)
                {
                    writer.WriteNull();
                    continue;
                }

                writer.WritePresent();
                Write(writer, element, value);
            }
        }

        writer.WriteLong(0);
    }

    private static void WriteMap(AvroBinaryWriter writer, IReadOnlyDictionary<string, string?> map)
    {
        if (map.Count > 0)
        {
            writer.WriteLong(map.Count);
            foreach (var (key, value) in map)
            {
                writer.WriteString(key);
                writer.WriteOptionalString(value);
            }
        }

        writer.WriteLong(0);
    }
}
