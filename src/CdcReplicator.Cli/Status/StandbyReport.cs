namespace CdcReplicator.Cli;

/// <summary>An applier that waits to take over a node.</summary>
internal sealed record StandbyReport(string Node, string Applier, double HeartbeatAgeSeconds);
