namespace CdcReplicator.Cli;

/// <summary>Whether reads can be routed now.</summary>
/// <param name="Ready">Whether they can.</param>
/// <param name="Stopping">Whether the process is about to end.</param>
/// <param name="Nodes">The nodes as the router sees them.</param>
/// <param name="Problem">What keeps the router from seeing all of them; null for nothing.</param>
internal sealed record ReadyReport(bool Ready, bool Stopping, IReadOnlyList<NodeReport> Nodes, string? Problem);
