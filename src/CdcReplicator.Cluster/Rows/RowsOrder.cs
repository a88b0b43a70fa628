using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Content of a <see cref="WellKnown.RowsMessage"/>. The question stands beside the log because it may be long; its
/// hash stands here, so that a signature of the order is one of the question too.
/// </summary>
/// <param name="Id">Names the question; every one has a new one.</param>
/// <param name="Hash">SHA-256 of the question's bytes, hexadecimal.</param>
/// <param name="Repair">The node that writes the rows of the others; null if nobody does.</param>
internal sealed record RowsOrder(string Id, string Hash, string? Repair)
{
    /// <summary>The message's content.</summary>
    public byte[] ToContent() => JsonSerializer.SerializeToUtf8Bytes(this, RowsJson.Default.RowsOrder);

    /// <summary>Reads a message's content; null if it is no such order.</summary>
    public static RowsOrder? TryParse(byte[] content)
    {
        try
        {
            return
                JsonSerializer.Deserialize(content, RowsJson.Default.RowsOrder)
                    is { Id.Length: > 0, Hash.Length: > 0 } order
                ? order
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
