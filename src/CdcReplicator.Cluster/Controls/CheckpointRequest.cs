using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Content of a <see cref="WellKnown.CheckpointMessage"/>.</summary>
/// <param name="Id">Names the checkpoint; every request has a new one.</param>
/// <param name="Tables">What is asked for. Null in a request of a version that asked for all tables at once.</param>
internal sealed record CheckpointRequest(string Id, IReadOnlyList<TableRequest>? Tables)
{
    /// <summary>The message's content.</summary>
    public byte[] ToContent() => JsonSerializer.SerializeToUtf8Bytes(this, DigestJson.Default.CheckpointRequest);

    /// <summary>Reads a message's content; null if it is no checkpoint request.</summary>
    public static CheckpointRequest? TryParse(byte[] content)
    {
        try
        {
            return
                JsonSerializer.Deserialize(content, DigestJson.Default.CheckpointRequest) is { Id.Length: > 0 } request
                && (request.Tables is null || request.Tables.All(IsWhole))
                ? request
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Of lists nobody else sees that something in them is null.
    private static bool IsWhole(TableRequest? table) =>
        table is { Table: not null, Parts: not null } && table.Parts.All(part => part is not null);
}
