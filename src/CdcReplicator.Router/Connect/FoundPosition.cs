namespace CdcReplicator.Router;

/// <summary>A position as a node itself says.</summary>
/// <param name="Position">The last applied sequence.</param>
/// <param name="RunsSince">
/// Since when the node has provably only moved forward, on the scale of <see cref="RoutedConnection.OpenedAt"/>: a
/// connection opened later, and closed before the node was asked, has seen nothing after the position.
/// </param>
internal readonly record struct FoundPosition(long Position, long RunsSince);
