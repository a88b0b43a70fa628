using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>What a database says of itself: which node it is, and a text that it alone was given.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Nonce">Made when the database became a node, and anew when it was adopted. Copies have it, too.</param>
internal sealed record NodeInstallation(string NodeId, string Nonce)
{
    private const int NonceBytes = 16;
    private const int DigestCharacters = 16;

    /// <summary>What is said of the nonce beside the log.</summary>
    public string Digest =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Nonce)))[..DigestCharacters];

    /// <summary>A database that becomes a node.</summary>
    public static NodeInstallation New(string nodeId) =>
        new(nodeId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes)));
}
