namespace CdcReplicator.Model;

/// <summary>Values as fields of a row.</summary>
internal static class ValueFields
{
    /// <summary>
    /// Hands a value to the sink's call for its kind; text and decimals, which that takes encoded, as values.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="field">The place of its field in the row.</param>
    /// <param name="sink">Where to.</param>
    public static void WriteTo<TSink>(this in DataValue value, int field, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                sink.Null(field);
                break;
            case DataKind.Unavailable:
                sink.Unavailable(field);
                break;
            case DataKind.Boolean:
                sink.Boolean(field, value.AsBoolean());
                break;
            case DataKind.Integer:
                sink.Integer(field, value.AsInt64());
                break;
            case DataKind.Float32:
                sink.Float32(field, value.AsFloat32());
                break;
            case DataKind.Float64:
                sink.Float64(field, value.AsFloat64());
                break;
            case DataKind.Bytes:
                sink.Bytes(field, value.AsBytes());
                break;
            case DataKind.Date:
                sink.Date(field, value.AsInt64());
                break;
            case DataKind.Time or DataKind.TimeTz or DataKind.Timestamp or DataKind.TimestampTz:
                sink.Micros(field, value.Kind, value.AsInt64());
                break;
            case DataKind.Uuid:
                sink.Uuid(field, value.AsUuid());
                break;
            default:
                sink.Value(field, value);
                break;
        }
    }
}
