using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A value and the type it is bound as.</summary>
internal readonly record struct BoundValue(DataValue Value, ColumnType Type);
