using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class NodeTlsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("SSL Mode=Disable")]
    [InlineData("SSL Mode=Prefer;Root Certificate=/ca.crt")]
    public void Read_NotAskedFor_IsNone(string text) => Assert.Null(NodeTls.Read("a", "db1", text));

    [Theory]
    [InlineData("SSL Mode=Require;Root Certificate=/ca.crt", false, false, null)]
    [InlineData("SSL Mode=VerifyCA;Root Certificate=/ca.crt", true, false, "/ca.crt")]
    [InlineData("SSL Mode=VerifyFull;Root Certificate=/ca.crt", true, true, "/ca.crt")]
    public void Read_Mode_SaysWhatIsVerified(string text, bool isVerified, bool isHostVerified, string? authority) =>
        Assert.Equal(new NodeTls("db1", isVerified, isHostVerified, authority), NodeTls.Read("a", "db1", text));

    [Fact]
    public void Read_RevocationLists_AreRefused()
    {
        var error = Assert.Throws<NodeCannotServeException>(() =>
            NodeTls.Read("a", "db1", "SSL Mode=VerifyFull;Check Certificate Revocation=true")
        );

        Assert.Contains("Check Certificate Revocation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoConnectionString_IsNotQuoted()
    {
        var error = Assert.Throws<NodeCannotServeException>(() => NodeTls.Read("a", "db1", "hunter2"));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }
}
