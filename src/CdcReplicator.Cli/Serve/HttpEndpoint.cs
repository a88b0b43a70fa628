using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace CdcReplicator.Cli;

/// <summary>Where HTTP is served, and to whom.</summary>
/// <param name="Address">The address.</param>
/// <param name="Callers">The callers that may ask; null: everybody on this machine may look.</param>
/// <param name="Certificate">The server's certificate with its key, for HTTPS; null for HTTP.</param>
/// <param name="Chain">The authorities between it and the root.</param>
internal sealed record HttpEndpoint(
    IPEndPoint Address,
    CallerList? Callers = null,
    X509Certificate2? Certificate = null,
    X509Certificate2Collection? Chain = null
);
