using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CdcReplicator.Bench;

/// <summary>The benchmarks' reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CatchUpReport))]
[JsonSerializable(typeof(LatencyReport))]
[JsonSerializable(typeof(LimitsReport))]
[JsonSerializable(typeof(ReadsReport))]
[JsonSerializable(typeof(BalanceReport))]
[JsonSerializable(typeof(RelayReport))]
[JsonSerializable(typeof(OutageReport))]
[JsonSerializable(typeof(SeedReport))]
internal sealed partial class BenchJson : JsonSerializerContext
{
    /// <summary>Writes a report to a file, if one is named.</summary>
    public static async Task WriteAsync<T>(
        string? file,
        T report,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        if (file is not null)
        {
            await File.WriteAllTextAsync(
                file,
                JsonSerializer.Serialize(report, type) + Environment.NewLine,
                cancellationToken
            );
        }
    }
}
