using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A connector's transaction without a transaction block: a row, or the two of a key change.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Stamp">What shows whether it came before; null if it does no harm to apply it again.</param>
internal readonly record struct LoneRow(TransactionRows Rows, SourceInfo Source, PublisherStamp? Stamp);
