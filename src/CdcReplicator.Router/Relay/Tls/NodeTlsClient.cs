namespace CdcReplicator.Router;

/// <summary>TLS to one node, ready to be begun.</summary>
/// <param name="context">What the connections share.</param>
/// <param name="wanted">What is asked of the node.</param>
internal sealed class NodeTlsClient(SslContext context, NodeTls wanted)
{
    /// <summary>The client's side of a connection.</summary>
    /// <exception cref="TlsException">It could not begin.</exception>
    public TlsConnection Connect(nint file) => TlsConnection.Connect(context, file, wanted.Host, wanted.IsHostVerified);
}
