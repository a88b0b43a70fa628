namespace CdcReplicator.Cli;

/// <summary>An applier that waits to take over a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Applier">The applier's process.</param>
/// <param name="HeartbeatAgeSeconds">How long ago it said so.</param>
/// <param name="StandsBySeconds">For how long it has waited; null if it does not say.</param>
internal sealed record StandbyReport(string Node, string Applier, double HeartbeatAgeSeconds, double? StandsBySeconds);
