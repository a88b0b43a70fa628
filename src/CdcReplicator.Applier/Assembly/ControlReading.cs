using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Reads control messages. Who may give which is decided here, for everybody who reads the log: a role of a captured
/// database can write a message with any prefix, so only our own publishers count; orders come from
/// <see cref="WellKnown.OperatorPublisher"/>, signed where that is asked for, and a publisher abandons numbers of its
/// own only. A function of the record and the keys alone, so nodes with the same keys decide alike.
/// </summary>
internal static class ControlReading
{
    /// <summary>What a message with the prefix of control messages orders.</summary>
    public static ControlOrder Read(MessageEvent message, OrderTrust trust)
    {
        if (Misplaced(message) is { } misplaced)
        {
            return misplaced;
        }

        var isOrder = message.Prefix != WellKnown.AbandonMessage;
        if (isOrder && message.Source.Name != WellKnown.OperatorPublisher)
        {
            return new ControlOrder.Nothing($"does not come from '{WellKnown.OperatorPublisher}'");
        }

        if (isOrder && trust.Objection(message) is { } objection)
        {
            return new ControlOrder.Nothing(objection);
        }

        try
        {
            var isSigned = isOrder && trust.WantsSignatures;
            using var json = JsonDocument.Parse(
                message.Content,
                new JsonDocumentOptions { AllowDuplicateProperties = !isSigned }
            );
            return json.RootElement.ValueKind != JsonValueKind.Object ? Malformed("a JSON object")
                : !TryEnd(json.RootElement, isSigned, out var end) ? Malformed("the log's end in a field \"end\"")
                : Read(message, json.RootElement, end);
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

    /// <summary>Why a message orders nothing, whatever it says, because of where it stands; null if it may.</summary>
    public static ControlOrder.Nothing? Misplaced(MessageEvent message)
    {
        if (message.Source.Connector != WellKnown.SdkConnector)
        {
            return new ControlOrder.Nothing($"comes from a connector ('{message.Source.Connector}')");
        }

        return message.Transaction is null or { EventCount: 1 }
            ? null
            : new ControlOrder.Nothing("stands inside a transaction of rows");
    }

    // A copy of an order must order nothing new: what it is about was in the log when it was given (DESIGN.md).
    private static ControlOrder Read(MessageEvent message, JsonElement content, long end)
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
                    ? new ControlOrder.Discard(source, id, end)
                    : Malformed("""{"source":TEXT,"id":TEXT}""");
            case WellKnown.SkipMessage:
                return !TryNumber(content, "sequence", out var sequence) || sequence < 0
                        ? Malformed("""{"sequence":NUMBER}""")
                    : sequence >= end ? new ControlOrder.Nothing("skips what was not in the log when it was given")
                    : new ControlOrder.Skip(sequence);
            case WellKnown.AcceptSourceMessage:
                return TryText(content, "source", out var accepted)
                    ? new ControlOrder.AcceptSource(accepted, end)
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

    private static bool TryEnd(JsonElement content, bool isRequired, out long end)
    {
        var isTold = TryNumber(content, OrderSignature.End, out end) && end >= 0;
        end = isTold ? end : long.MaxValue;
        return isTold || !isRequired;
    }

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
