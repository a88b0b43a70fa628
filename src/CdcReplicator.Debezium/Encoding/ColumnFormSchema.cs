using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Avro schema text of a form, byte for byte as Confluent's converter writes it: properties on the base type in its
/// order, a named record in full at first use and by name afterwards.
/// </summary>
internal static class ColumnFormSchema
{
    private const string VariableScaleDecimal = "io.debezium.data.VariableScaleDecimal";
    private const string Point = "io.debezium.data.geometry.Point";
    private const int PrecisionIfUnknown = 64;

    /// <summary>Appends the schema.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="form">The form.</param>
    /// <param name="defined">Names already written in full in this schema.</param>
    /// <param name="zeroDefault">Whether the field's default is zero (a generated key).</param>
    public static void Append(StringBuilder text, ColumnForm form, HashSet<string> defined, bool zeroDefault = false)
    {
        switch (form.Form)
        {
            case AvroForm.Array:
                text.Append("{\"type\":\"array\",\"items\":[\"null\",");
                Append(text, form.Element!, defined);
                text.Append("]}");
                break;
            case AvroForm.VariableDecimal:
                AppendNamed(text, VariableScaleDecimal, VariableScaleDecimalText, defined);
                break;
            case AvroForm.Point:
                AppendNamed(text, Point, PointText, defined);
                break;
            default:
                text.Append(Plain(form, zeroDefault));
                break;
        }
    }

    private static void AppendNamed(StringBuilder text, string name, string full, HashSet<string> defined)
    {
        if (defined.Add(name))
        {
            text.Append(full);
        }
        else
        {
            text.Append('"').Append(name).Append('"');
        }
    }

    private static string Plain(ColumnForm form, bool zeroDefault) =>
        form.Form switch
        {
            AvroForm.Boolean => "\"boolean\"",
            AvroForm.Int16 => zeroDefault
                ? """{"type":"int","connect.default":0,"connect.type":"int16"}"""
                : """{"type":"int","connect.type":"int16"}""",
            AvroForm.Int32 => zeroDefault ? """{"type":"int","connect.default":0}""" : "\"int\"",
            AvroForm.Int64 => zeroDefault ? """{"type":"long","connect.default":0}""" : "\"long\"",
            AvroForm.Float32 => "\"float\"",
            AvroForm.Float64 => "\"double\"",
            AvroForm.String or AvroForm.DecimalText or AvroForm.BitText => "\"string\"",
            AvroForm.Bytes => "\"bytes\"",
            AvroForm.Uuid => Semantic("string", "io.debezium.data.Uuid"),
            AvroForm.Json => Semantic("string", "io.debezium.data.Json"),
            AvroForm.Xml => Semantic("string", "io.debezium.data.Xml"),
            AvroForm.Enum => Semantic("string", "io.debezium.data.Enum"),
            AvroForm.Date => Semantic("int", "io.debezium.time.Date"),
            AvroForm.TimeMillis => Semantic("int", "io.debezium.time.Time"),
            AvroForm.TimeMicros => Semantic("long", "io.debezium.time.MicroTime"),
            AvroForm.ZonedTime => Semantic("string", "io.debezium.time.ZonedTime"),
            AvroForm.TimestampMillis => Semantic("long", "io.debezium.time.Timestamp"),
            AvroForm.TimestampMicros => Semantic("long", "io.debezium.time.MicroTimestamp"),
            AvroForm.ZonedTimestamp => Semantic("string", "io.debezium.time.ZonedTimestamp"),
            AvroForm.Interval => Semantic("string", "io.debezium.time.Interval"),
            AvroForm.Map => """{"type":"map","values":["null","string"]}""",
            AvroForm.Bits =>
                $$$"""{"type":"bytes","connect.version":1,"connect.parameters":{"length":"{{{form.Type.Length}}}"},"connect.name":"io.debezium.data.Bits"}""",
            AvroForm.Decimal => Decimal(form.Type.Precision, form.Type.Scale),
            _ => throw new InvalidOperationException($"{form.Form} has no plain schema."),
        };

    private static string Semantic(string type, string name) =>
        $$"""{"type":"{{type}}","connect.version":1,"connect.name":"{{name}}"}""";

    private static string Decimal(int? precision, int? scale)
    {
        var parameter = precision is null ? "" : $$""","connect.decimal.precision":"{{precision}}" """.TrimEnd();
        return $$$"""{"type":"bytes","scale":{{{scale}}},"precision":{{{precision ?? PrecisionIfUnknown}}},"connect.version":1,"connect.parameters":{"scale":"{{{scale}}}"{{{parameter}}}},"connect.name":"org.apache.kafka.connect.data.Decimal","logicalType":"decimal"}""";
    }

    private const string VariableScaleDecimalText =
        """{"type":"record","name":"VariableScaleDecimal","namespace":"io.debezium.data","fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}],"connect.doc":"Variable scaled decimal","connect.version":1,"connect.name":"io.debezium.data.VariableScaleDecimal"}""";

    private const string PointText =
        """{"type":"record","name":"Point","namespace":"io.debezium.data.geometry","fields":[{"name":"x","type":"double"},{"name":"y","type":"double"},{"name":"wkb","type":["null","bytes"],"default":null},{"name":"srid","type":["null","int"],"default":null}],"connect.doc":"Geometry (POINT)","connect.version":1,"connect.name":"io.debezium.data.geometry.Point"}""";
}
