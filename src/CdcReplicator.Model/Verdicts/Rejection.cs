namespace CdcReplicator;

/// <summary>Why and where a transaction was rejected.</summary>
/// <param name="Reason">The reason; a function of the log alone.</param>
/// <param name="Table">The table of the offending change, or null.</param>
/// <param name="Key">Key of the offending row as JSON in key order, or null.</param>
/// <param name="Constraint">Name of the constraint or column, where every kind of node can tell it; else null.</param>
/// <param name="Detail">
/// A sentence for people; may differ between kinds of node and holds no row data beyond the key.
/// </param>
public sealed record Rejection(
    RejectionReason Reason,
    TableName? Table,
    string? Key,
    string? Constraint,
    string Detail
);
