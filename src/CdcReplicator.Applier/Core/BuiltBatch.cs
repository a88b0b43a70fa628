namespace CdcReplicator.Applier;

/// <summary>A batch taken off the waiting transactions.</summary>
/// <param name="Batch">What the node gets.</param>
/// <param name="Content">What it was built of; releasing it gives the rows back.</param>
internal readonly record struct BuiltBatch(ApplierBatch Batch, BatchBuilder Content);
