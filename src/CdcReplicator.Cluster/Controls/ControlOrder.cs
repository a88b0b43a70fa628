using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>What a control message orders, by somebody who may order it.</summary>
internal abstract record ControlOrder
{
    private ControlOrder() { }

    /// <summary>A publisher gives up a transaction of its own.</summary>
    /// <param name="Stamp">The transaction.</param>
    public sealed record Abandon(PublisherStamp Stamp) : ControlOrder;

    /// <summary>An open transaction of a connector that began before a place in the log is dropped.</summary>
    /// <param name="Source">The connector's source name.</param>
    /// <param name="Id">The transaction.</param>
    /// <param name="Before">An offset: what began there or later is not meant.</param>
    public sealed record Discard(string Source, string Id, long Before) : ControlOrder;

    /// <summary>Halted nodes pass over what completes at a sequence.</summary>
    /// <param name="Sequence">The sequence.</param>
    public sealed record Skip(long Sequence) : ControlOrder;

    /// <summary>Nodes that are halted before a place in the log accept a source as it is.</summary>
    /// <param name="Source">The source's name.</param>
    /// <param name="Before">An offset: nodes that halt there or later are not meant.</param>
    public sealed record AcceptSource(string Source, long Before) : ControlOrder;

    /// <summary>One node stops at the message.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="GivenAt">
    /// Where the log ended when it was given; the message's own offset if it does not say.
    /// </param>
    /// <param name="Reason">Why; may be empty.</param>
    public sealed record Pause(string Node, long GivenAt, string Reason) : ControlOrder
    {
        /// <summary>
        /// How many records may come between the giving and the message, at most. What stands farther away is a copy.
        /// </summary>
        public const long MaxGap = 100_000;
    }

    /// <summary>One node goes on that was paused by an order given here or before.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="GivenAt">
    /// Where the log ended when it was given; the message's own offset if it does not say.
    /// </param>
    public sealed record Resume(string Node, long GivenAt) : ControlOrder;

    /// <summary>Nodes digest their tables, or answer with rows, as they are at this record.</summary>
    public sealed record Checkpoint : ControlOrder
    {
        /// <summary>The only one there is.</summary>
        public static readonly Checkpoint Instance = new();
    }

    /// <summary>It orders nothing.</summary>
    /// <param name="Why">Ends a sentence that begins with "it".</param>
    public sealed record Nothing(string Why) : ControlOrder;
}
