namespace CdcReplicator.Nodes;

/// <summary>That a node takes changes that come round the log, for a while.</summary>
/// <param name="Time">How long, counted by the database's own clock; it ends although the applier may be gone.</param>
/// <param name="By">Who has ordered it.</param>
/// <param name="Reason">Why.</param>
internal sealed record NodeUnlock(TimeSpan Time, string By, string Reason);
