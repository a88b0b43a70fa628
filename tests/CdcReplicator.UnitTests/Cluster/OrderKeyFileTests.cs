using System.Security.Cryptography;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>The files of keys for orders, and what is refused.</summary>
public sealed class OrderKeyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly OrderKeyPair _pair = new();

    [Fact]
    public void Read_KeysOfBothHalves_HaveTheSameFingerprint()
    {
        using var signer = OrderSigner.Read(Write(_pair.PrivatePem, "600"));

        Assert.Equal([signer.Fingerprint], OrderKeys.Read(Write(_pair.PublicPem, "644")).Fingerprints);
    }

    [Fact]
    public void Read_KeysInAnotherOrderOrTwice_HaveTheSameFingerprints()
    {
        using var other = new OrderKeyPair();
        var (one, two) = (_pair.PublicPem, other.PublicPem);

        Assert.Equal(OrderKeys.Parse(one + two).Fingerprints, OrderKeys.Parse(two + one + two).Fingerprints);
    }

    [Theory]
    [InlineData("604")]
    [InlineData("602")]
    public void Read_PrivateKeyOpenToOtherAccounts_IsRefused(string mode)
    {
        var path = Write(_pair.PrivatePem, mode);

        var error = Assert.Throws<ReplicationException>(() => OrderSigner.Read(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PublicKeysThatOthersMayWrite_AreRefused()
    {
        var error = Assert.Throws<ReplicationException>(() => OrderKeys.Read(Write(_pair.PublicPem, "646")));

        Assert.Contains("chmod o-w", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("private")]
    [InlineData("curve")]
    [InlineData("many")]
    [InlineData("broken")]
    public void Validate_OrderKeysFileThatHoldsNoKeys_IsNamedWithItsContentKept(string content)
    {
        var path = Write(Content(content), "644");

        var error = Assert.Single(new ApplierOptions { OrderKeysFile = path }.Validate());

        Assert.Contains($"Applier:OrderKeysFile '{path}' does not hold", error, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("public")]
    [InlineData("curve")]
    [InlineData("broken")]
    public void Read_FileThatHoldsNoPrivateKey_IsRefused(string content)
    {
        var path = Write(Content(content), "600");

        var error = Assert.Throws<ReplicationException>(() => OrderSigner.Read(path));

        Assert.Contains("does not hold one private key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyInThePlaceOfItsFile_IsNotQuoted()
    {
        var error = Assert.Throws<ReplicationException>(() => OrderSigner.Read("hunter2"));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _pair.Dispose();
    }

    private string Content(string name)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return name switch
        {
            "private" => _pair.PrivatePem,
            "public" => _pair.PublicPem,
            "curve" => $"{curve.ExportSubjectPublicKeyInfoPem()}\n",
            "many" => string.Concat(Enumerable.Range(0, OrderKeys.MaxKeys + 1).Select(_ => NewPublicPem())),
            "broken" => "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            _ => "",
        };
    }

    private static string NewPublicPem()
    {
        using var pair = new OrderKeyPair();
        return pair.PublicPem;
    }

    private string Write(string content, string mode)
    {
        var path = _folder.At(Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        }

        return path;
    }
}
