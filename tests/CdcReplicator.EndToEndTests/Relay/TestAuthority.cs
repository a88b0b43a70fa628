using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CdcReplicator.EndToEndTests;

/// <summary>An authority that gives out certificates for this machine, as PEM files in a folder.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _own;
    private readonly string _folder;

    public TestAuthority(string folder, string name)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        OwnFile = Path.Combine(folder, $"{name}.crt");
        File.WriteAllText(OwnFile, _own.ExportCertificatePem());
    }

    /// <summary>Its own certificate.</summary>
    public string OwnFile { get; }

    /// <summary>A certificate for a name or address, and its key.</summary>
    public TestCertificate Issue(string file, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            _own,
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            RandomNumberGenerator.GetBytes(8)
        );
        var certificate = new TestCertificate(
            Path.Combine(_folder, $"{file}.crt"),
            Path.Combine(_folder, $"{file}.key"),
            issued.Thumbprint
        );
        File.WriteAllText(certificate.File, issued.ExportCertificatePem());
        File.WriteAllText(certificate.Key, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(certificate.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return certificate;
    }

    public void Dispose() => _own.Dispose();
}
