namespace CdcReplicator.Bench;

/// <summary>One run of pgbench.</summary>
/// <param name="Contender">Through what.</param>
/// <param name="Clients">How many clients.</param>
/// <param name="Round">Which turn, from 1.</param>
/// <param name="TransactionsPerSecond">pgbench's figure, without the time to connect.</param>
/// <param name="CpuMicroseconds">
/// Processor time of the process between, for each transaction; null if there is none.
/// </param>
internal sealed record RelaySample(
    string Contender,
    int Clients,
    int Round,
    double TransactionsPerSecond,
    double? CpuMicroseconds
);
