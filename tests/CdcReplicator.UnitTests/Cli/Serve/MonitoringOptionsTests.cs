using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CdcReplicator.Cli;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MonitoringOptionsTests
{
    private const string Standard = "127.0.0.1:6434";

    [Theory]
    [InlineData(null, Standard)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("none", null)]
    [InlineData("None", null)]
    [InlineData("0", null)]
    public void Address_Given_IsThatOrNowhere(string? text, string? expected)
    {
        var problems = new List<string>();

        var address = MonitoringOptions.Address("--http", text, Standard, problems);

        Assert.Equal(expected, address?.ToString());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("here")]
    [InlineData("127.0.0.1")]
    [InlineData("6434")]
    public void Address_ThatIsNone_IsNamedWithTheWaysOut(string text)
    {
        var problems = new List<string>();

        Assert.Null(MonitoringOptions.Address("--http", text, Standard, problems));

        var problem = Assert.Single(problems);
        Assert.All(
            (string[])[text, Standard, "none"],
            word => Assert.Contains(word, problem, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://127.0.0.1:4317", true)]
    [InlineData("127.0.0.1:4317", false)]
    [InlineData("ftp://x", false)]
    public void Validate_OtlpEndpoint_IsAnAddressOfHttp(string? endpoint, bool isValid) =>
        Assert.Equal(
            isValid,
            !new MonitoringOptions { OtlpEndpoint = endpoint }
                .Validate()
                .Any()
        );

    [Theory]
    [InlineData("127.0.0.1:6434")]
    [InlineData("[::1]:6434")]
    public void Endpoint_Loopback_NeedsNothingElse(string address)
    {
        var problems = new List<string>();

        var endpoint = new MonitoringOptions().Endpoint("--http", address, Standard, problems);

        Assert.Empty(problems);
        Assert.Equal(address, endpoint!.Address.ToString());
    }

    [Theory]
    [InlineData("0.0.0.0:6434", false, false)]
    [InlineData("[::]:6434", true, false)]
    [InlineData("192.0.2.1:6434", false, true)]
    public void Endpoint_BeyondLoopbackWithoutCallersOrHttps_IsRefusedByTheSettings(
        string address,
        bool hasCallers,
        bool hasCertificate
    )
    {
        using var folder = new TempFolder();
        var problems = new List<string>();

        Options(folder, hasCallers, hasCertificate).Endpoint("--http", address, Standard, problems);

        var problem = Assert.Single(problems);
        Assert.All(
            (string[])[address, "Monitoring:CallersFile", "Monitoring:CertificateFile", "loopback"],
            word => Assert.Contains(word, problem, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Endpoint_BeyondLoopbackWithCallersAndHttps_IsTaken()
    {
        using var folder = new TempFolder();
        var problems = new List<string>();

        var endpoint = Options(folder, true, true).Endpoint("--http", "0.0.0.0:6434", Standard, problems)!;

        Assert.Empty(problems);
        Assert.Equal(CallerRole.Reader, endpoint.Callers!.RoleOfToken("word"u8));
        Assert.True(endpoint.Certificate!.HasPrivateKey);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Endpoint_FilesThatCannotBeTaken_AreAllNamed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("open"), "reader ann token:" + new string('0', 64));
        File.SetUnixFileMode(folder.At("open"), UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        File.WriteAllText(folder.At("no.pem"), "hunter2");
        var problems = new List<string>();

        new MonitoringOptions { CallersFile = folder.At("open"), CertificateFile = folder.At("no.pem") }.Endpoint(
            "--http",
            "none",
            Standard,
            problems
        );
        new MonitoringOptions { CallersFile = folder.At("none"), CertificateKeyFile = "key" }.Endpoint(
            "--http",
            "none",
            Standard,
            problems
        );

        Assert.Equal(4, problems.Count);
        Assert.Contains("chmod o-w", problems[0], StringComparison.Ordinal);
        Assert.Contains("no.pem", problems[1], StringComparison.Ordinal);
        Assert.Contains("does not exist", problems[2], StringComparison.Ordinal);
        Assert.Contains("CertificateFile is not", problems[3], StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal));
    }

    private static MonitoringOptions Options(TempFolder folder, bool hasCallers, bool hasCertificate)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=here", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(folder.At("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.At("server.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(folder.At("callers"), $"reader ann token:{Convert.ToHexString(SHA256.HashData("word"u8))}");
        return new MonitoringOptions
        {
            CallersFile = hasCallers ? folder.At("callers") : null,
            CertificateFile = hasCertificate ? folder.At("server.pem") : null,
            CertificateKeyFile = hasCertificate ? folder.At("server.key") : null,
        };
    }
}
