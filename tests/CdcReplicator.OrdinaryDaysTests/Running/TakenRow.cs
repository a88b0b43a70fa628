namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A row that a writer was told is taken, and the token to find it with.</summary>
internal sealed record TakenRow(long Key, SessionToken Token);
