using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Something <see cref="ApplierCore"/> wants done.</summary>
internal abstract record ApplierEffect
{
    private ApplierEffect() { }

    /// <summary>Stop reading, give up what is under way, and open the node (again).</summary>
    public sealed record OpenNode : ApplierEffect;

    /// <summary>Compare the log with a position.</summary>
    public sealed record VerifyLog(NodePosition Position) : ApplierEffect;

    /// <summary>Read the log from an offset on.</summary>
    public sealed record StartReading(long FromOffset) : ApplierEffect;

    /// <summary>Stop reading the log.</summary>
    public sealed record StopReading : ApplierEffect;

    /// <summary>
    /// Work out what can be worked out of the next batch while the one before is under way. If that one fails, the next
    /// is forgotten.
    /// </summary>
    public sealed record PrepareBatch(ApplierBatch Batch) : ApplierEffect;

    /// <summary>Apply a batch and commit it.</summary>
    public sealed record ApplyBatch(ApplierBatch Batch) : ApplierEffect;

    /// <summary>Show the state.</summary>
    public sealed record PublishStatus(ApplierReport Report) : ApplierEffect;

    /// <summary>Open a snapshot of the node before the next batch, and digest it.</summary>
    public sealed record TakeDigest(ControlMessage Checkpoint, long Sequence) : ApplierEffect;

    /// <summary>Publish that a transaction was skipped.</summary>
    public sealed record PublishSkip(long Sequence) : ApplierEffect;

    /// <summary>Tell that a source sends again what came before.</summary>
    public sealed record TellRepetition(string Source, long Sequence) : ApplierEffect;

    /// <summary>Tell that a control message of a source orders nothing, and why.</summary>
    public sealed record TellIgnored(string Source, long Sequence, string Why) : ApplierEffect;

    /// <summary>
    /// Look in the log after a sequence for a skip that names it, until it is found or <see cref="EndSeek"/>. Already
    /// looking for it: go on.
    /// </summary>
    /// <param name="Sequence">The sequence.</param>
    /// <param name="Source">Not null: an order that accepts this source is looked for too.</param>
    public sealed record SeekSkip(long Sequence, string? Source) : ApplierEffect;

    /// <summary>No longer look for a skip.</summary>
    public sealed record EndSeek : ApplierEffect;

    /// <summary>Compare the node, which was filled from another, with one that serves.</summary>
    public sealed record GiveProof(OwedProof Owed) : ApplierEffect;

    /// <summary>Look whether the node still is what it was when it was opened.</summary>
    public sealed record LookAtNode : ApplierEffect;
}
