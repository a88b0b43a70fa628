using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcReplicator.Nodes;

/// <summary>
/// Rejected transactions as one parameter: a JSON array of objects, named as the columns of the state's table.
/// </summary>
internal static class RejectionRows
{
    /// <summary>The columns, and their types in a JSON record.</summary>
    public static readonly IReadOnlyList<(string Name, string Type)> Columns =
    [
        ("sequence", "bigint"),
        ("publisher", "text"),
        ("number", "bigint"),
        ("reason", "text"),
        ("table_name", "text"),
        ("row_key", "text"),
        ("constraint_name", "text"),
        ("detail", "text"),
        ("log_time", "bigint"),
    ];

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them.</summary>
    public static string Write(IEnumerable<RejectedTransaction> rejected)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var (transaction, rejection) in rejected)
            {
                json.WriteStartObject();
                json.WriteNumber("sequence", transaction.Sequence);
                if (transaction.Stamp is { } stamp)
                {
                    json.WriteString("publisher", stamp.Publisher);
                    json.WriteNumber("number", stamp.Number);
                }

                json.WriteString("reason", rejection.Reason.ToString());
                json.WriteString("table_name", rejection.Table?.ToString());
                json.WriteString("row_key", rejection.Key);
                json.WriteString("constraint_name", rejection.Constraint);
                json.WriteString("detail", rejection.Detail);
                json.WriteNumber("log_time", transaction.CompletedBy.AppendTime);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
