using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// The contents of control messages: the one place that writes and reads them. Whether somebody may give an order is
/// for <see cref="ControlReading"/> to say.
/// </summary>
internal static class ControlCodec
{
    private const string Publisher = "publisher";
    private const string Number = "number";
    private const string Source = "source";
    private const string Id = "id";
    private const string Sequence = "sequence";
    private const string Reason = "reason";

    /// <summary>A publisher gives up a transaction of its own.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="number">The transaction's number.</param>
    public static ControlMessage Abandon(string publisher, long number) =>
        Write(
            WellKnown.AbandonMessage,
            json =>
            {
                json.WriteString(Publisher, publisher);
                json.WriteNumber(Number, number);
            }
        );

    /// <summary>Halted nodes pass over what completes at a sequence, or stands there.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="reason">For whoever reads the log later.</param>
    public static ControlMessage Skip(long sequence, string reason) =>
        Write(
            WellKnown.SkipMessage,
            json =>
            {
                json.WriteNumber(Sequence, sequence);
                json.WriteString(Reason, reason);
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
                json.WriteString(Source, source);
                json.WriteString(Id, id);
                json.WriteString(Reason, reason);
            }
        );

    /// <summary>Nodes that halted because of a source's numbers accept the source as it is.</summary>
    /// <param name="source">The source's name.</param>
    public static ControlMessage AcceptSource(string source) =>
        Write(WellKnown.AcceptSourceMessage, json => json.WriteString(Source, source));

    /// <summary>All nodes digest what is asked for.</summary>
    /// <param name="request">What is asked for.</param>
    public static ControlMessage Checkpoint(CheckpointRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ControlMessage(WellKnown.CheckpointMessage, request.ToContent());
    }

    /// <summary>What a content orders; <see cref="ControlOrder.Nothing"/> if it cannot be read.</summary>
    /// <param name="prefix">The message's prefix.</param>
    /// <param name="content">Its content.</param>
    /// <param name="isSigned">
    /// Whether it was signed: then it names the log's end, and no field twice, because another reader might take the
    /// other one.
    /// </param>
    /// <param name="end">Where the log ended when the order was given; the highest number if it does not say.</param>
    internal static ControlOrder Read(string prefix, byte[] content, bool isSigned, out long end)
    {
        end = long.MaxValue;
        try
        {
            using var json = JsonDocument.Parse(
                content,
                new JsonDocumentOptions { AllowDuplicateProperties = !isSigned }
            );
            return json.RootElement.ValueKind != JsonValueKind.Object ? Malformed("a JSON object")
                : !TryEnd(json.RootElement, isSigned, out end) ? Malformed("the log's end in a field \"end\"")
                : Read(prefix, content, json.RootElement, end);
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

    private static ControlOrder Read(string prefix, byte[] content, JsonElement json, long end) =>
        prefix switch
        {
            WellKnown.AbandonMessage => TryText(json, Publisher, out var publisher)
            && TryNumber(json, Number, out var number)
            && number > 0
                ? new ControlOrder.Abandon(new PublisherStamp(publisher, PublisherKind.Consecutive, number))
                : Malformed("""{"publisher":TEXT,"number":NUMBER}"""),
            WellKnown.DiscardMessage => TryText(json, Source, out var source) && TryText(json, Id, out var id)
                ? new ControlOrder.Discard(source, id, end)
                : Malformed("""{"source":TEXT,"id":TEXT}"""),
            WellKnown.SkipMessage => TryNumber(json, Sequence, out var sequence) && sequence >= 0
                ? new ControlOrder.Skip(sequence)
                : Malformed("""{"sequence":NUMBER}"""),
            WellKnown.AcceptSourceMessage => TryText(json, Source, out var accepted)
                ? new ControlOrder.AcceptSource(accepted, end)
                : Malformed("""{"source":TEXT}"""),
            WellKnown.CheckpointMessage => CheckpointRequest.TryParse(content) is { Tables: not null }
                ? ControlOrder.Checkpoint.Instance
                : Malformed("a checkpoint request of this version"),
            _ => new ControlOrder.Nothing("is none that this version knows"),
        };

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
