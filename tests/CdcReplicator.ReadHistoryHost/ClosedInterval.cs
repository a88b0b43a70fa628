namespace CdcReplicator.ReadHistory;

/// <summary>
/// A time in which a node must not be read, known to every router: from after the news' longest way until the node was
/// let in again.
/// </summary>
public sealed record ClosedInterval(string Node, long From, long Until, string Why);
