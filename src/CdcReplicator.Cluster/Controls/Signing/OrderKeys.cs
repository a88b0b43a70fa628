using System.Security.Cryptography;

namespace CdcReplicator.Cluster;

/// <summary>
/// The public keys of the operators whose orders count (ECDSA, P-256). Several, so that a new one can be given out
/// before the old one goes. Safe for concurrent use.
/// </summary>
internal sealed class OrderKeys
{
    /// <summary>Keys that a file may hold: 8.</summary>
    public const int MaxKeys = MemberStatus.MaxOrderKeys;

    private const string Label = "PUBLIC KEY";

    private readonly IReadOnlyList<ECParameters> _keys;

    private OrderKeys(IReadOnlyList<ECParameters> keys, IReadOnlyList<string> fingerprints)
    {
        _keys = keys;
        Fingerprints = fingerprints;
    }

    /// <summary>A short text for each key, in order; the same for the same keys.</summary>
    public IReadOnlyList<string> Fingerprints { get; }

    /// <summary>Reads the keys of a PEM file.</summary>
    /// <exception cref="ReplicationException">They cannot be used; the message names the file.</exception>
    public static OrderKeys Read(string path)
    {
        var pem = OrderKeyFiles.Read("Applier:OrderKeysFile", path, UnixFileMode.OtherWrite);
        try
        {
            return Parse(pem);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw OrderKeyFiles.Refused(
                "Applier:OrderKeysFile",
                path,
                $"does not hold 1 to {MaxKeys} public keys of ECDSA P-256 in PEM, and nothing else",
                "Write it with 'openssl pkey -in KEY -pubout'."
            );
        }
    }

    /// <summary>Reads the keys of a text in PEM.</summary>
    /// <exception cref="CryptographicException">It holds none, too many, or others.</exception>
    /// <exception cref="ArgumentException">A block cannot be read.</exception>
    public static OrderKeys Parse(string pem)
    {
        var found = new SortedDictionary<string, ECParameters>(StringComparer.Ordinal);
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            using var key =
                rest[block.Label] is Label
                    ? ECDsa.Create()
                    : throw new CryptographicException("A block is not a public key.");
            key.ImportFromPem(rest[block.Location]);
            found[OrderKeyFiles.Fingerprint(key)] = OrderKeyFiles.RequireP256(key).ExportParameters(false);
            rest = rest[block.Location.End..];
        }

        return found.Count is > 0 and <= MaxKeys
            ? new OrderKeys([.. found.Values], [.. found.Keys])
            : throw new CryptographicException("There is no key, or there are too many.");
    }

    /// <summary>Whether one of the keys has signed the data.</summary>
    internal bool HaveSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        foreach (var parameters in _keys)
        {
            // Made anew: nothing says that several threads may ask one object.
            using var key = ECDsa.Create(parameters);
            if (key.VerifyData(data, signature, HashAlgorithmName.SHA256, OrderSignature.Format))
            {
                return true;
            }
        }

        return false;
    }
}
