using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Says what a control message orders. This decides who may give which, so that all readers of the log decide alike. A
/// role of a captured database can write a message with any prefix, so only our own publishers count. Orders come from
/// <see cref="WellKnown.OperatorPublisher"/>, signed where that is required. A publisher abandons only numbers of its
/// own. A function of the record and the keys alone, so nodes with the same keys decide alike.
/// </summary>
internal static class ControlReading
{
    /// <summary>What a message with the prefix of control messages orders.</summary>
    /// <param name="message">The message.</param>
    /// <param name="offset">Where it stands in the log.</param>
    /// <param name="trust">Whose orders count.</param>
    public static ControlOrder Read(MessageEvent message, long offset, OrderTrust trust)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(trust);
        if (Misplaced(message) is { } misplaced)
        {
            return misplaced;
        }

        if (message.Prefix == WellKnown.AbandonMessage)
        {
            return ReadAbandon(message);
        }

        if (message.Source.Name != WellKnown.OperatorPublisher)
        {
            return new ControlOrder.Nothing($"does not come from '{WellKnown.OperatorPublisher}'");
        }

        if (trust.Objection(message) is { } objection)
        {
            return new ControlOrder.Nothing(objection);
        }

        return ControlParser.Read(message.Prefix, message.Content, trust.WantsSignatures, out var end) switch
        {
            // A copy of an order must order nothing new: what it is about was in the log when it was given (DESIGN.md).
            ControlOrder.Skip skip when skip.Sequence >= end => new ControlOrder.Nothing(
                "skips what was not in the log when it was given"
            ),
            ControlOrder.Pause pause when offset - pause.GivenAt > ControlOrder.Pause.MaxGap =>
                new ControlOrder.Nothing("pauses a node long after it was given"),
            ControlOrder.Pause pause => pause with { GivenAt = Math.Min(pause.GivenAt, offset) },
            ControlOrder.Resume resume => resume with { GivenAt = Math.Min(resume.GivenAt, offset) },
            var order => order,
        };
    }

    /// <summary>The transaction that a message abandons; null if it abandons none.</summary>
    /// <param name="message">The message.</param>
    public static PublisherStamp? Abandoned(MessageEvent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Prefix == WellKnown.AbandonMessage && Misplaced(message) is null
            ? (ReadAbandon(message) as ControlOrder.Abandon)?.Stamp
            : null;
    }

    /// <summary>Why a message orders nothing, whatever it says, because of where it stands; null if it may.</summary>
    /// <param name="message">The message.</param>
    public static ControlOrder.Nothing? Misplaced(MessageEvent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Source.Connector != WellKnown.SdkConnector)
        {
            return new ControlOrder.Nothing($"comes from a connector ('{message.Source.Connector}')");
        }

        return message.Transaction is null or { EventCount: 1 }
            ? null
            : new ControlOrder.Nothing("stands inside a transaction of rows");
    }

    // Not signed: a publisher abandons its own numbers only.
    private static ControlOrder ReadAbandon(MessageEvent message) =>
        ControlParser.Read(message.Prefix, message.Content, isSigned: false, out _) switch
        {
            ControlOrder.Abandon abandon when abandon.Stamp.Publisher != message.Source.Name =>
                new ControlOrder.Nothing("abandons a transaction of another publisher"),
            var order => order,
        };
}
