using System.Text.Json;

namespace CdcReplicator.Cluster;

/// <summary>The fields of control messages.</summary>
internal static class ControlFields
{
    public const string Publisher = "publisher";
    public const string Number = "number";
    public const string Source = "source";
    public const string Id = "id";
    public const string Sequence = "sequence";
    public const string Reason = "reason";
    public const string Node = "node";

    /// <summary>A field that holds text which is not empty.</summary>
    public static bool TryText(this JsonElement json, string name, out string text)
    {
        text =
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
        return text.Length > 0;
    }

    /// <summary>A field that holds a whole number of 64 bits.</summary>
    public static bool TryNumber(this JsonElement json, string name, out long number)
    {
        number = 0;
        return json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out number);
    }
}
