using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Writes the contents of control messages, which <see cref="ControlParser"/> reads; no other place knows them.
/// </summary>
internal static class ControlCodec
{
    /// <summary>A publisher gives up a transaction of its own.</summary>
    /// <param name="publisher">The publisher.</param>
    /// <param name="number">The transaction's number.</param>
    public static ControlMessage Abandon(string publisher, long number) =>
        Write(
            WellKnown.AbandonMessage,
            json =>
            {
                json.WriteString(ControlFields.Publisher, publisher);
                json.WriteNumber(ControlFields.Number, number);
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
                json.WriteNumber(ControlFields.Sequence, sequence);
                json.WriteString(ControlFields.Reason, reason);
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
                json.WriteString(ControlFields.Source, source);
                json.WriteString(ControlFields.Id, id);
                json.WriteString(ControlFields.Reason, reason);
            }
        );

    /// <summary>Nodes that halted because of a source's numbers accept the source as it is.</summary>
    /// <param name="source">The source's name.</param>
    public static ControlMessage AcceptSource(string source) =>
        Write(WellKnown.AcceptSourceMessage, json => json.WriteString(ControlFields.Source, source));

    /// <summary>One node stops at the message.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reason">For whoever looks at the node or reads the log later.</param>
    public static ControlMessage Pause(string node, string reason) => OfNode(WellKnown.PauseMessage, node, reason);

    /// <summary>One node that is paused goes on.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reason">For whoever reads the log later.</param>
    public static ControlMessage Resume(string node, string reason) => OfNode(WellKnown.ResumeMessage, node, reason);

    /// <summary>All nodes digest what is asked for.</summary>
    /// <param name="request">What is asked for.</param>
    public static ControlMessage Checkpoint(CheckpointRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ControlMessage(WellKnown.CheckpointMessage, request.ToContent());
    }

    /// <summary>Nodes answer with rows, and one may write them.</summary>
    /// <param name="order">What is asked for.</param>
    public static ControlMessage Rows(RowsOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new ControlMessage(WellKnown.RowsMessage, order.ToContent());
    }

    private static ControlMessage OfNode(string prefix, string node, string reason) =>
        Write(
            prefix,
            json =>
            {
                json.WriteString(ControlFields.Node, node);
                json.WriteString(ControlFields.Reason, reason);
            }
        );

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
