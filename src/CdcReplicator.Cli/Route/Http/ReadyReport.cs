namespace CdcReplicator.Cli;

/// <summary>Whether reads can be routed now.</summary>
internal sealed record ReadyReport(bool Ready, bool Stopping, IReadOnlyList<NodeReport> Nodes);
