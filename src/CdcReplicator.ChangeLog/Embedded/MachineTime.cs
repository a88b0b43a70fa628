namespace CdcReplicator.ChangeLog;

/// <summary>What a machine's clock shows.</summary>
/// <param name="Boot">
/// Which start of which machine it counts from; clocks of different starts cannot be compared.
/// </param>
/// <param name="Milliseconds">Milliseconds since that start.</param>
internal readonly record struct MachineTime(string Boot, long Milliseconds);
