using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CdcReplicator.Testing;

/// <summary>An authority of our own and a certificate of it for this machine, as PEM files in a folder.</summary>
public sealed class TestCertificates
{
    /// <summary>Makes them; valid for a day, for 127.0.0.1 and localhost.</summary>
    public TestCertificates(string folder)
    {
        Directory.CreateDirectory(folder);
        CaFile = Path.Combine(folder, "ca.pem");
        CertificateFile = Path.Combine(folder, "server.pem");
        KeyFile = Path.Combine(folder, "server.key");
        KeyAndCertificateFile = Path.Combine(folder, "server-with-key.pem");

        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=cdc-replicator test CA", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        caRequest.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        using var ca = caRequest.CreateSelfSigned(from, until);

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var certificate = request.Create(
            ca.SubjectName,
            X509SignatureGenerator.CreateForECDsa(caKey),
            from,
            until.AddMinutes(-1),
            RandomNumberGenerator.GetBytes(8)
        );

        File.WriteAllText(CaFile, ca.ExportCertificatePem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            KeyAndCertificateFile,
            key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem()
        );
    }

    /// <summary>The authority.</summary>
    public string CaFile { get; }

    /// <summary>The certificate for this machine.</summary>
    public string CertificateFile { get; }

    /// <summary>Its private key (PKCS#8, no password).</summary>
    public string KeyFile { get; }

    /// <summary>Both in one file, the key first.</summary>
    public string KeyAndCertificateFile { get; }
}
