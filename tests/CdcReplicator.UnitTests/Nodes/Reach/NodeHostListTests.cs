using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.Reach;

public sealed class NodeHostListTests
{
    private static readonly string[] Allowed =
    [
        "db1",
        "*.shop.internal",
        "10.1.0.0/16",
        "192.168.1.7",
        "/var/run/postgresql",
    ];

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("[::1]", true)]
    [InlineData("DB1", true)]
    [InlineData("a.shop.internal", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.1.7", true)]
    [InlineData("/var/run/postgresql", true)]
    [InlineData("db1,10.1.2.3", true)]
    [InlineData("db2", false)]
    [InlineData("shop.internal", false)]
    [InlineData("shop.internal.evil.org", false)]
    [InlineData("10.2.0.1", false)]
    [InlineData("192.168.1.8", false)]
    [InlineData("/tmp", false)]
    [InlineData("", false)]
    [InlineData("db1,evil", false)]
    [InlineData("evil:1,127.0.0.1", false)]
    public void Allows_Host_OnlyWhatIsListedAndThisMachine(string host, bool expected) =>
        Assert.Equal(expected, new NodeHostList(Allowed).Allows(host));

    [Fact]
    public void Allows_NothingListed_OnlyThisMachine()
    {
        var list = new NodeHostList([]);

        Assert.True(list.Allows("127.0.0.1"));
        Assert.False(list.Allows("10.0.0.1"));
        Assert.False(list.Allows("db1"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("10.0.0.0/40", true)]
    [InlineData("db*.internal", true)]
    [InlineData("*.a.*", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("*.internal", false)]
    [InlineData("db1", false)]
    public void Problem_Entry_IsFound(string entry, bool expected) =>
        Assert.Equal(expected, NodeHostList.Problem(entry) is not null);

    [Fact]
    public void Validate_Options_NameTheEntry()
    {
        var errors = new RoutingOptions { NodeHosts = ["10.0.0.0/40"] }.Validate();

        Assert.Contains("NodeHosts: '10.0.0.0/40' is no network", Assert.Single(errors), StringComparison.Ordinal);
    }
}
