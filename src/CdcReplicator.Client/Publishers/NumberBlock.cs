namespace CdcReplicator.Client;

/// <summary>Consecutive numbers of a named publisher that one process has for itself.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
internal readonly record struct NumberBlock(long First, long Last);
