using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Reads the contents of control messages that <see cref="ControlCodec"/> writes. Whether somebody may give an order is
/// for <see cref="ControlReading"/> to say.
/// </summary>
internal static class ControlParser
{
    /// <summary>What a content orders; <see cref="ControlOrder.Nothing"/> if it cannot be read.</summary>
    /// <param name="prefix">The message's prefix.</param>
    /// <param name="content">Its content.</param>
    /// <param name="isSigned">
    /// Whether it was signed: then it names the log's end, and no field twice, because another reader might take the
    /// other one.
    /// </param>
    /// <param name="end">Where the log ended when the order was given; the highest number if it does not say.</param>
    public static ControlOrder Read(string prefix, byte[] content, bool isSigned, out long end)
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
            WellKnown.AbandonMessage => json.TryText(ControlFields.Publisher, out var publisher)
            && json.TryNumber(ControlFields.Number, out var number)
            && number > 0
                ? new ControlOrder.Abandon(new PublisherStamp(publisher, PublisherKind.Consecutive, number))
                : Malformed("""{"publisher":TEXT,"number":NUMBER}"""),
            WellKnown.DiscardMessage => json.TryText(ControlFields.Source, out var source)
            && json.TryText(ControlFields.Id, out var id)
                ? new ControlOrder.Discard(source, id, end)
                : Malformed("""{"source":TEXT,"id":TEXT}"""),
            WellKnown.SkipMessage => json.TryNumber(ControlFields.Sequence, out var sequence) && sequence >= 0
                ? new ControlOrder.Skip(sequence)
                : Malformed("""{"sequence":NUMBER}"""),
            WellKnown.AcceptSourceMessage => json.TryText(ControlFields.Source, out var accepted)
                ? new ControlOrder.AcceptSource(accepted, end)
                : Malformed("""{"source":TEXT}"""),
            WellKnown.PauseMessage => json.TryText(ControlFields.Node, out var paused)
                ? new ControlOrder.Pause(paused, end, json.TryText(ControlFields.Reason, out var why) ? why : "")
                : Malformed("""{"node":TEXT}"""),
            WellKnown.ResumeMessage => json.TryText(ControlFields.Node, out var resumed)
                ? new ControlOrder.Resume(resumed, end)
                : Malformed("""{"node":TEXT}"""),
            WellKnown.CheckpointMessage => CheckpointRequest.TryParse(content) is { Tables: not null }
                ? ControlOrder.Checkpoint.Instance
                : Malformed("a checkpoint request of this version"),
            WellKnown.RowsMessage => RowsOrder.TryParse(content) is not null
                ? ControlOrder.Checkpoint.Instance
                : Malformed("""{"id":TEXT,"hash":TEXT}"""),
            _ => new ControlOrder.Nothing("is none that this version knows"),
        };

    private static bool TryEnd(JsonElement content, bool isRequired, out long end)
    {
        var isTold = content.TryNumber(OrderSignature.End, out end) && end >= 0;
        end = isTold ? end : long.MaxValue;
        return isTold || !isRequired;
    }

    private static ControlOrder.Nothing Malformed(string expected) => new($"does not hold {expected}");
}
