using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Something that happened, told to <see cref="ApplierCore"/>.</summary>
internal abstract record ApplierInput
{
    private ApplierInput() { }

    /// <summary>The applier was started.</summary>
    public sealed record Started : ApplierInput;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : ApplierInput;

    /// <summary>The node is open.</summary>
    /// <param name="Opening">What it holds.</param>
    /// <param name="Finding">What was last found of it beside the log; null if nothing was.</param>
    public sealed record NodeOpened(NodeOpening Opening, Divergence? Finding = null) : ApplierInput;

    /// <summary>An operator has forgotten the node: it is no member any more.</summary>
    public sealed record NodeForgotten(ReplicationException Error) : ApplierInput;

    /// <summary>An operator lets the node, which was forgotten, be a member again.</summary>
    public sealed record NodeReadmitted : ApplierInput;

    /// <summary>Somebody has found that the node differs from the others, or that it does not.</summary>
    public sealed record NodeCompared(Divergence? Finding) : ApplierInput;

    /// <summary>Opening or applying failed; nothing of the batch is committed.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="Sequence">The transaction it happened at, if it was one.</param>
    public sealed record NodeFaulted(ReplicationException Error, long? Sequence) : ApplierInput;

    /// <summary>
    /// Something beside the node's transaction failed: reading, verifying, publishing, or a defect. A batch under way
    /// is not touched by it and gives its own answer.
    /// </summary>
    public sealed record WorkFailed(ReplicationException Error) : ApplierInput;

    /// <summary>Opening failed for now and is tried again by itself.</summary>
    public sealed record NodeUnreachable(ReplicationException Error) : ApplierInput;

    /// <summary>The commit got no answer.</summary>
    public sealed record CommitUnknown(ReplicationException Error) : ApplierInput;

    /// <summary>The node was looked at.</summary>
    /// <param name="IsAsOpened">
    /// Whether its tables are what they were when it was opened. False too if that could not be told.
    /// </param>
    public sealed record NodeLooked(bool IsAsOpened) : ApplierInput;

    /// <summary>Another applier has moved the position.</summary>
    public sealed record NodeFenced(NodeFencedException Error) : ApplierInput;

    /// <summary>The batch is committed.</summary>
    /// <param name="Verdicts">For each of its transactions.</param>
    public sealed record BatchApplied(IReadOnlyList<Verdict> Verdicts) : ApplierInput;

    /// <summary>The log is the one the position belongs to.</summary>
    public sealed record LogVerified : ApplierInput;

    /// <summary>It is not, or no longer holds what the node needs.</summary>
    public sealed record LogMismatched(LogMismatchException Error) : ApplierInput;

    /// <summary>The log, or the schema registry, cannot be reached.</summary>
    public sealed record LogUnreachable(ReplicationException Error) : ApplierInput;

    /// <summary>
    /// The connection to the log was lost meanwhile: what was read ahead may be of a log that no longer is.
    /// </summary>
    public sealed record LogInterrupted : ApplierInput;

    /// <summary>Records, in order, decoded.</summary>
    public sealed record EventsRead(EventBlock Block) : ApplierInput;

    /// <summary>The next record cannot be decoded.</summary>
    public sealed record RecordUndecodable(LogRecord Record, UndecodableRecordException Error) : ApplierInput;

    /// <summary>What the log holds now; null if it could not be asked.</summary>
    public sealed record LogEndKnown(LogBounds? Bounds) : ApplierInput;

    /// <summary>The node's snapshot for a digest is open, or has failed; applying may go on.</summary>
    public sealed record DigestBegun : ApplierInput;

    /// <summary>The node is being brought into the cluster, before it is opened.</summary>
    public sealed record Joining(JoinStanding Standing) : ApplierInput;

    /// <summary>The proof that the node owes was asked for.</summary>
    /// <param name="Outcome">What came out.</param>
    /// <param name="Finding">What is known of the node since; null if nothing new is.</param>
    public sealed record ProofTaken(ProofOutcome Outcome, Divergence? Finding) : ApplierInput;

    /// <summary>An operator has published a skip of a sequence this node halted at.</summary>
    public sealed record SkipFound(long Sequence) : ApplierInput;

    /// <summary>An operator accepts what a source sends from a sequence on at which this node halted.</summary>
    public sealed record SourceAccepted(long Sequence) : ApplierInput;
}
