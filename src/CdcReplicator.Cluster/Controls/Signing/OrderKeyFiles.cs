using System.Security.Cryptography;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>What files of keys for orders have in common.</summary>
internal static class OrderKeyFiles
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int MaxFileBytes = 64 * 1024;
    private const int FingerprintBytes = 8;

    /// <summary>Reads a file that must be closed to other accounts in a way.</summary>
    /// <param name="setting">What names the file, for errors.</param>
    /// <param name="path">The file.</param>
    /// <param name="closed">What all accounts of the machine may not have.</param>
    /// <exception cref="ReplicationException">It may not be used, or cannot be read.</exception>
    public static string Read(string setting, string path, UnixFileMode closed)
    {
        try
        {
            if ((PrivateFiles.ModeOf(path) & closed) != UnixFileMode.None)
            {
                throw Refused(
                    setting,
                    path,
                    closed.HasFlag(UnixFileMode.OtherRead)
                        ? "can be read or written by every account of the machine"
                        : "can be written by every account of the machine",
                    closed.HasFlag(UnixFileMode.OtherRead) ? "chmod 600 it, and make a new key." : "chmod o-w it."
                );
            }

            return new FileInfo(path).Length <= MaxFileBytes
                ? File.ReadAllText(path)
                : throw Refused(setting, path, $"has more than {MaxFileBytes} bytes", "Name the file of the key.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var problem =
                error is FileNotFoundException or DirectoryNotFoundException ? "does not exist"
                : error is UnauthorizedAccessException ? "may not be read by this account"
                : "cannot be read";
            throw Refused(setting, path, problem, "Name it from the root on, and let this account read it.");
        }
    }

    /// <summary>The error of a file that cannot be used. Its cause is not quoted: it may quote a secret.</summary>
    public static ReplicationException Refused(string setting, string path, string problem, string remedy) =>
        new($"{setting} {Secrets.QuotePlace(path)} {problem}.", remedy);

    /// <summary>The key, if it is one of P-256.</summary>
    /// <exception cref="CryptographicException">It is another.</exception>
    public static ECDsa RequireP256(ECDsa key)
    {
        var curve = key.ExportParameters(false).Curve;
        return
            curve.IsNamed
            && (curve.Oid.Value ?? Oid.FromFriendlyName(curve.Oid.FriendlyName!, OidGroup.All).Value) == P256
            ? key
            : throw new CryptographicException("The key is not of P-256.");
    }

    /// <summary>A short text for a key's public half.</summary>
    public static string Fingerprint(ECDsa key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, FingerprintBytes));
}
