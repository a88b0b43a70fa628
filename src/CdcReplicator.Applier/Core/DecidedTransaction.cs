using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A transaction that waits for its commit.</summary>
/// <param name="Completed">The transaction.</param>
/// <param name="IsPassedOver">
/// Whether the node gets nothing of it: a duplicate, empty, skipped, or rejected by its number.
/// </param>
/// <param name="Progress">Its publisher's numbers after it, if they changed.</param>
internal readonly record struct DecidedTransaction(
    CompletedTransaction Completed,
    bool IsPassedOver,
    PublisherProgress? Progress
)
{
    /// <summary>Whether it was there before.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Why it is rejected whatever the node holds, or null.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>Its control messages that order nothing, or null.</summary>
    public IgnoredControls? Ignored { get; init; }

    /// <summary>The schema change that the node makes here, or null.</summary>
    public SchemaStep? SchemaStep { get; init; }

    public ChangeTransaction Transaction => Completed.Transaction;

    /// <summary>Whether it asks something of the node as it is right after it: digests, rows, or a trial.</summary>
    public bool IsCheckpoint =>
        Transaction.Control?.Prefix
            is WellKnown.CheckpointMessage
                or WellKnown.RowsMessage
                or WellKnown.MigrateCheckMessage;

    /// <summary>Bytes of memory its rows take; what is passed over has given them back.</summary>
    public long BytesInMemory => IsPassedOver ? 0 : Completed.BytesInMemory;

    /// <summary>Whether it needs a commit of its own accord, rather than with the next one.</summary>
    public bool HasEffect => !IsPassedOver || IsCheckpoint || SchemaStep is not null || Rejection is not null;
}
