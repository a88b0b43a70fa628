using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What a control message orders, by somebody who may order it.</summary>
internal abstract record ControlOrder
{
    private ControlOrder() { }

    /// <summary>A publisher gives up a transaction of its own.</summary>
    public sealed record Abandon(PublisherStamp Stamp) : ControlOrder;

    /// <summary>An open transaction of a connector that began before a place in the log is dropped.</summary>
    public sealed record Discard(string Source, string Id, long Before) : ControlOrder;

    /// <summary>Halted nodes pass over what completes at a sequence.</summary>
    public sealed record Skip(long Sequence) : ControlOrder;

    /// <summary>Nodes that are halted before a place in the log accept a source as it is.</summary>
    public sealed record AcceptSource(string Source, long Before) : ControlOrder;

    /// <summary>All nodes digest their tables.</summary>
    public sealed record Checkpoint : ControlOrder
    {
        public static readonly Checkpoint Instance = new();
    }

    /// <summary>It orders nothing.</summary>
    /// <param name="Why">Ends a sentence that begins with "it".</param>
    public sealed record Nothing(string Why) : ControlOrder;
}
