using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Reads control messages. Who may give which is decided here, for everybody who reads the log: a role of a captured
/// database can write a message with any prefix, so only our own publishers count; orders come from
/// <see cref="WellKnown.OperatorPublisher"/>, and a publisher abandons numbers of its own only. A function of the
/// record alone, so all nodes decide alike.
/// </summary>
internal static class ControlReading
{
    /// <summary>What a message with the prefix of control messages orders.</summary>
    public static ControlOrder Read(MessageEvent message)
    {
        if (message.Source.Connector != WellKnown.SdkConnector)
        {
            return new ControlOrder.Nothing($"comes from a connector ('{message.Source.Connector}')");
        }

        if (message.Transaction is not (null or { EventCount: 1 }))
        {
            return new ControlOrder.Nothing("stands inside a transaction of rows");
        }

        if (message.Prefix != WellKnown.AbandonMessage && message.Source.Name != WellKnown.OperatorPublisher)
        {
            return new ControlOrder.Nothing($"does not come from '{WellKnown.OperatorPublisher}'");
        }

        try
        {
            using var json = JsonDocument.Parse(message.Content);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(message, json.RootElement)
                : Malformed("a JSON object");
        }
        catch (JsonException)
        {
            return Malformed("a JSON object");
        }
        catch (InvalidOperationException)
        {
            return Malformed("Unicode text");
        }
    }

    private static ControlOrder Read(MessageEvent message, JsonElement content)
    {
        switch (message.Prefix)
        {
            case WellKnown.AbandonMessage:
                return !TryText(content, "publisher", out var publisher)
                    || !TryNumber(content, "number", out var number)
                    || number <= 0
                        ? Malformed("""{"publisher":TEXT,"number":NUMBER}""")
                    : publisher != message.Source.Name
                        ? new ControlOrder.Nothing("abandons a transaction of another publisher")
                    : new ControlOrder.Abandon(new PublisherStamp(publisher, PublisherKind.Consecutive, number));
            case WellKnown.DiscardMessage:
                return TryText(content, "source", out var source) && TryText(content, "id", out var id)
                    ? new ControlOrder.Discard(source, id)
                    : Malformed("""{"source":TEXT,"id":TEXT}""");
            case WellKnown.SkipMessage:
                return TryNumber(content, "sequence", out var sequence) && sequence >= 0
                    ? new ControlOrder.Skip(sequence)
                    : Malformed("""{"sequence":NUMBER}""");
            case WellKnown.AcceptSourceMessage:
                return TryText(content, "source", out var accepted)
                    ? new ControlOrder.AcceptSource(accepted)
                    : Malformed("""{"source":TEXT}""");
            case WellKnown.CheckpointMessage:
                return CheckpointRequest.TryParse(message.Content) is { Tables: not null }
                    ? ControlOrder.Checkpoint.Instance
                    : Malformed("a checkpoint request of this version");
            default:
                return new ControlOrder.Nothing("is none that this version knows");
        }
    }

    private static ControlOrder.Nothing Malformed(string expected) => new($"does not hold {expected}");

    private static bool TryText(JsonElement json, string name, out string text)
    {
        text =
            json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
        return text.Length > 0;
    }

    private static bool TryNumber(JsonElement json, string name, out long number)
    {
        number = 0;
        return json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out number);
    }
}
