namespace CdcReplicator.Router;

/// <summary>What is done with a node that was chosen for a read: connect, prove, perhaps read.</summary>
/// <param name="view">The node, as the choice saw it.</param>
/// <param name="node">What the caller of the router learns about it.</param>
/// <param name="wanted">The sequence it must have applied; -1 asks for nothing.</param>
/// <param name="stop">The read's deadline, or its caller's cancellation.</param>
internal delegate Task<T> RouteAttempt<T>(NodeView view, RoutedNode node, long wanted, CancellationToken stop);
