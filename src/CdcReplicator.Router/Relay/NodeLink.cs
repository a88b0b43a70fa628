namespace CdcReplicator.Router;

/// <summary>A connection to a node that has answered the session's first packet.</summary>
/// <param name="Node">The node, with the lease.</param>
/// <param name="Address">Where and how it was reached.</param>
/// <param name="Socket">The connection.</param>
/// <param name="Answer">What the node has said so far.</param>
/// <param name="Turn">The turn to log in; held until the client is in.</param>
internal sealed record NodeLink(
    RoutedNode Node,
    NodeAddress Address,
    LoopSocket Socket,
    ReadOnlyMemory<byte> Answer,
    LoginTurn Turn
) : IDisposable
{
    public void Dispose() => CleanUp.All(Socket.Dispose, Turn.Dispose, Node.Lease.Dispose);
}
