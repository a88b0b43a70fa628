using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The control messages by which operators give orders; <see cref="ControlReading"/> reads what is written here. They
/// count only from <see cref="WellKnown.OperatorPublisher"/>, and signed (<see cref="OrderSigner"/>) where appliers
/// have keys.
/// </summary>
public static class OperatorOrder
{
    /// <summary>Halted nodes pass over what completes at a sequence, or stands there.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="reason">For whoever reads the log later.</param>
    public static ControlMessage Skip(long sequence, string reason) =>
        Write(
            WellKnown.SkipMessage,
            json =>
            {
                json.WriteNumber("sequence", sequence);
                json.WriteString("reason", reason);
            }
        );

    /// <summary>An open transaction of a connector is dropped.</summary>
    /// <param name="source">The connector's source name.</param>
    /// <param name="id">The transaction, as <c>status</c> shows it.</param>
    /// <param name="reason">For whoever reads the log later.</param>
    public static ControlMessage Discard(string source, string id, string reason) =>
        Write(
            WellKnown.DiscardMessage,
            json =>
            {
                json.WriteString("source", source);
                json.WriteString("id", id);
                json.WriteString("reason", reason);
            }
        );

    /// <summary>Nodes that halted because of a source's numbers accept the source as it is.</summary>
    /// <param name="source">The source's name.</param>
    public static ControlMessage AcceptSource(string source) =>
        Write(WellKnown.AcceptSourceMessage, json => json.WriteString("source", source));

    private static ControlMessage Write(string prefix, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new ControlMessage(prefix, content.ToArray());
    }
}
