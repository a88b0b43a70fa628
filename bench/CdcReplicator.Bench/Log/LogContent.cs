using System.Text.Json;
using System.Text.Json.Serialization;

namespace CdcReplicator.Bench;

/// <summary>What a prepared log was filled with; kept beside it, so that it is not taken for another.</summary>
internal sealed record LogContent(string Workload, int Seed, int Scale, long Transactions, int Bundle, bool Checked)
{
    /// <summary>Reads it; null if there is none.</summary>
    public static LogContent? Read(string file) =>
        File.Exists(file)
            ? JsonSerializer.Deserialize(File.ReadAllText(file), LogContentJson.Default.LogContent)
            : null;

    /// <summary>Writes it.</summary>
    public void Write(string file) =>
        File.WriteAllText(file, JsonSerializer.Serialize(this, LogContentJson.Default.LogContent));
}

[JsonSerializable(typeof(LogContent))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class LogContentJson : JsonSerializerContext;
