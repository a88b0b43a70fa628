using System.Net;

namespace CdcReplicator.Router;

/// <summary>Where and how a node is reached.</summary>
/// <param name="EndPoint">Its address.</param>
/// <param name="Tls">TLS to it; null for none.</param>
internal sealed record NodeAddress(EndPoint EndPoint, NodeTlsClient? Tls);
