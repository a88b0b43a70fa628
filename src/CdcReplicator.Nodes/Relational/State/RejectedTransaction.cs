using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A transaction that had no effect, as the node keeps it.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="Rejection">Why.</param>
internal readonly record struct RejectedTransaction(ChangeTransaction Transaction, Rejection Rejection);
