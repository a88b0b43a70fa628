using System.Net;
using CdcReplicator.Nodes;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class NodeAddressesTests
{
    [Fact]
    public async Task Find_Address_IsTaken() =>
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 5432)], await FindAsync("postgres://127.0.0.1:5432/shop"));

    [Theory]
    [InlineData("postgres:///var/run/postgresql:5432/shop")]
    [InlineData("/var/run/postgresql:5432/shop")]
    public async Task Find_UnixSocket_IsRefused(string endpoint)
    {
        var refused = await Assert.ThrowsAsync<NodeCannotServeException>(() => FindAsync(endpoint));

        Assert.Contains("Unix socket", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TCP address", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<EndPoint>> FindAsync(string endpoint)
    {
        using var lease = new NodeLease(new KnownNode("a", TimeProvider.System), TimeProvider.System);
        return await NodeAddresses.FindAsync(
            new RoutedNode("a", NodeKinds.Postgres, endpoint, 0, lease),
            CancellationToken.None
        );
    }
}
