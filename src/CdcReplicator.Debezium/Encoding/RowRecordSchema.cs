using System.Text;
using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>Avro record schemas made of columns: keys and rows.</summary>
internal static class RowRecordSchema
{
    /// <summary>
    /// Field property with the column's own name, where Avro does not allow it as a field name. Other readers pass over
    /// it.
    /// </summary>
    public const string ColumnProperty = "cdc-replicator.column";

    /// <summary>Appends a record schema.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="name">Last part of the name.</param>
    /// <param name="nameSpace">Namespace.</param>
    /// <param name="nested">Whether it stands in a record of the same namespace and so need not repeat it.</param>
    /// <param name="fields">The columns.</param>
    /// <param name="defined">Names already written in full in this schema.</param>
    public static void Append(
        StringBuilder text,
        string name,
        string nameSpace,
        bool nested,
        IReadOnlyList<RecordField> fields,
        HashSet<string> defined
    )
    {
        text.Append("{\"type\":\"record\",\"name\":\"").Append(name).Append('"');
        if (!nested)
        {
            text.Append(",\"namespace\":\"").Append(nameSpace).Append('"');
        }

        text.Append(",\"fields\":[");
        for (var i = 0; i < fields.Count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            AppendField(text, fields[i], defined);
        }

        text.Append("],\"connect.name\":\"").Append(nameSpace).Append('.').Append(name).Append("\"}");
    }

    private static void AppendField(StringBuilder text, RecordField field, HashSet<string> defined)
    {
        text.Append("{\"name\":\"").Append(field.Field).Append("\",\"type\":");
        if (field.Column.Nullable)
        {
            text.Append("[\"null\",");
            ColumnFormSchema.Append(text, field.Form, defined);
            text.Append("],\"default\":null");
        }
        else
        {
            ColumnFormSchema.Append(text, field.Form, defined, field.ZeroDefault);
            text.Append(field.ZeroDefault ? ",\"default\":0" : "");
        }

        if (field.Field != field.Column.Name)
        {
            text.Append(",\"").Append(ColumnProperty).Append("\":\"");
            text.Append(JsonEncodedText.Encode(field.Column.Name).ToString()).Append('"');
        }

        text.Append('}');
    }
}
