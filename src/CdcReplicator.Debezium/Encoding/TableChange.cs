using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A change with the definition of its table, values in canonical kinds (<c>ValueCoercion</c>).</summary>
internal readonly record struct TableChange(TableDefinition Table, RowChange Change);
