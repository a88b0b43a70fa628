using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>A whole row of a workload's table.</summary>
internal readonly record struct WorkloadRow(BenchTable Table, DataValue[] Values);
