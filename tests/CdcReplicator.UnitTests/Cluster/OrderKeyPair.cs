using System.Security.Cryptography;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>An operator's key.</summary>
internal sealed class OrderKeyPair : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    public string PrivatePem => _key.ExportPkcs8PrivateKeyPem() + "\n";

    public OrderKeys Keys => OrderKeys.Parse(PublicPem);

    public IReadOnlyList<string> Fingerprints => Keys.Fingerprints;

    /// <summary>Signs as the command line does.</summary>
    public static ControlMessage Sign(ControlMessage order, string pem, LogId log, long end)
    {
        using var signer = OrderSigner.Parse(pem);
        return signer.Sign(order, log, end);
    }

    public void Dispose() => _key.Dispose();
}
