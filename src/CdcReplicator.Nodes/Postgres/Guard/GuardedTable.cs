namespace CdcReplicator.Nodes;

/// <summary>What PostgreSQL's catalog says of a table and its guard.</summary>
/// <param name="Name">The table.</param>
/// <param name="IsOwned">Whether the applier's role may act as its owner.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Trigger">When its guard acts (<c>tgenabled</c>); null if it has none.</param>
internal sealed record GuardedTable(TableName Name, bool IsOwned, string Owner, char? Trigger);
