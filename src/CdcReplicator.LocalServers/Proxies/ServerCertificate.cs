using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CdcReplicator.LocalServers;

/// <summary>A certificate that a throwaway server of this machine shows, and its key, in PEM files.</summary>
/// <param name="File">The certificate, signed by itself.</param>
/// <param name="Key">Its key, for its owner alone.</param>
internal sealed record ServerCertificate(string File, string Key)
{
    /// <summary>Makes one for localhost, valid for a day, in a folder; the folder is made if it is missing.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="time">The clock.</param>
    public static ServerCertificate Create(string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Directory.CreateDirectory(folder);
        var files = new ServerCertificate(Path.Combine(folder, "server.crt"), Path.Combine(folder, "server.key"));
        System.IO.File.WriteAllText(files.File, made.ExportCertificatePem());
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(files.Key, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
