using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>A whole row of a workload's table.</summary>
internal readonly record struct WorkloadRow(BenchTable Table, DataValue[] Values);
