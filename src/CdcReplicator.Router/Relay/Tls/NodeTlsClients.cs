using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CdcReplicator.Router;

/// <summary>
/// TLS to nodes. A file of authorities is read again when it has changed; the system's authorities are read once. Safe
/// for concurrent use, not on a loop: it reads files.
/// </summary>
internal sealed class NodeTlsClients
{
    private readonly ConcurrentDictionary<
        (bool IsVerified, string? Authority),
        (string Stamp, SslContext Context)
    > _made = new();

    /// <summary>TLS as it is asked for.</summary>
    /// <exception cref="TlsException">The authorities cannot be read.</exception>
    /// <exception cref="IOException">Their file cannot be read.</exception>
    public NodeTlsClient For(NodeTls wanted)
    {
        var key = (wanted.IsVerified, wanted.Authority);
        var stamp = StampOf(wanted.Authority);
        if (!_made.TryGetValue(key, out var made) || made.Stamp != stamp)
        {
            made = (stamp, SslContext.ForClient(wanted.IsVerified, wanted.Authority));
            _made[key] = made;
        }

        return new NodeTlsClient(made.Context, wanted);
    }

    private static string StampOf(string? authority)
    {
        try
        {
            return authority is null ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(authority)));
        }
        catch (UnauthorizedAccessException error)
        {
            throw new TlsException(error.Message);
        }
    }
}
