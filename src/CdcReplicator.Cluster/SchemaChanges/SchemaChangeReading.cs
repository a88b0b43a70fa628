using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Reads schema changes of the log. A function of the bytes alone, so all nodes read alike. Pure.</summary>
internal static class SchemaChangeReading
{
    /// <summary>Bytes that one change may have, so that a record and a signed order hold it.</summary>
    public const int MaxBytes = 900_000;

    /// <summary>The change; null if the content holds none that is whole.</summary>
    public static SchemaChange? TryRead(byte[] content)
    {
        try
        {
            return
                JsonSerializer.Deserialize(content, SchemaChangeJson.Default.SchemaChange) is { } change
                && IsWhole(change)
                ? change
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Of lists nobody else sees that something in them is null, or is there twice.
    private static bool IsWhole(SchemaChange change) =>
        change is { Id.Length: > 0, Description: not null, Before: >= 0 and < long.MaxValue, Scripts.Count: > 0 }
        && change.Scripts.All(IsWhole)
        && change.Scripts.DistinctBy(script => script.Kind).Count() == change.Scripts.Count;

    private static bool IsWhole(SchemaScript? script) =>
        script is { Kind.Length: > 0, Statements.Count: > 0 }
        && script.Statements.All(statement => !string.IsNullOrWhiteSpace(statement));
}
