using System.Security.Cryptography;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Signs an operator's orders with his private key (ECDSA, P-256).</summary>
internal sealed class OrderSigner : IDisposable
{
    private const string Setting = "The key for orders (--order-key, CDC_ORDER_KEY, OrderKeyFile)";

    private readonly ECDsa _key;

    private OrderSigner(ECDsa key)
    {
        _key = key;
        Fingerprint = OrderKeyFiles.Fingerprint(key);
    }

    /// <summary>The short text for its public half, as <see cref="OrderKeys.Fingerprints"/> has it.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the private key of a PEM file.</summary>
    /// <exception cref="ReplicationException">It cannot be used; the message names the file.</exception>
    public static OrderSigner Read(string path)
    {
        var pem = OrderKeyFiles.Read(Setting, path, UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        try
        {
            return Parse(pem);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw OrderKeyFiles.Refused(
                Setting,
                path,
                "does not hold one private key of ECDSA P-256 in PEM, without password",
                "Make one with 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'."
            );
        }
    }

    /// <summary>Reads the private key of a text in PEM.</summary>
    /// <exception cref="CryptographicException">It is another key, or only the public half.</exception>
    /// <exception cref="ArgumentException">There is no key, or it has a password.</exception>
    public static OrderSigner Parse(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            OrderKeyFiles.RequireP256(key);
            key.SignData([], HashAlgorithmName.SHA256);
            return new OrderSigner(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The order with its signature.</summary>
    /// <param name="order">The order; its content is a JSON object.</param>
    /// <param name="log">The log in which it counts.</param>
    /// <param name="end">Where the log ended when it was given: it counts for nothing that came later.</param>
    public ControlMessage Sign(ControlMessage order, LogId log, long end)
    {
        ArgumentNullException.ThrowIfNull(order);
        var body = OrderSignature.WithEnd(order.Content, end);
        var signature = _key.SignData(
            OrderSignature.Signed(log, order.Prefix, body),
            HashAlgorithmName.SHA256,
            OrderSignature.Format
        );
        var content = OrderSignature.Join(body, signature);
        return content.Length <= OrderSignature.MaxContentBytes
            ? order with
            {
                Content = content,
            }
            : throw new ReplicationException(
                $"The order '{order.Prefix}' has {content.Length} bytes; signed orders have at most "
                    + $"{OrderSignature.MaxContentBytes}.",
                "Ask for less at a time."
            );
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
