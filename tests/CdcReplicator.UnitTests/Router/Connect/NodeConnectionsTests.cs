using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.UnitTests.Router;

/// <summary>What becomes of connections that lie in a pool.</summary>
public sealed class NodeConnectionsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_PooledConnectionIsDead_EmptiesThePoolAndServesFromTheSameNode(bool wasFoundLost)
    {
        var connector = new StaleConnector(dead: 1, position: 5, wasFoundLost ? StaleConnector.NotOpen : null);
        await using var router = Router(connector, new FakeMembers(Member("a", 5)));

        var routed = await router.OpenAsync(new ReadRequirement(5), CancellationToken.None).WaitAsync(Patience);

        await using var connection = routed.Connection;
        Assert.Equal(("a", 2), (routed.NodeId, connector.Opened));
        Assert.Equal(2, connector.Forgets);
    }

    [Theory]
    [InlineData(false, "the connection is dead")]
    [InlineData(true, "Connection is not open")]
    public async Task Open_NewConnectionDiesToo_GivesTheNodeUp(bool wasFoundLost, string told)
    {
        var connector = new StaleConnector(dead: 2, position: 5, wasFoundLost ? StaleConnector.NotOpen : null);
        await using var router = Router(connector, new FakeMembers(Member("a", 5)));
        var opening = router.OpenAsync(new ReadRequirement(5), CancellationToken.None);

        while (!opening.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening);
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NodeLeavesAfterwards_EmptiesItsPool()
    {
        var connector = new StaleConnector(dead: 0, position: 5);
        var members = new FakeMembers(Member("a", 5));
        await using var router = Router(connector, members);
        await (await router.OpenAsync(ReadRequirement.None, CancellationToken.None)).Connection.DisposeAsync();
        Assert.False(connector.ForgottenAgain.Task.IsCompleted);

        members.Become(Member("a", 5, NodeState.Seeding));

        await connector.ForgottenAgain.Task.WaitAsync(Patience);
    }

    /// <summary>
    /// Pools belong to the process: what another router has left there may lead to a server that is gone since.
    /// </summary>
    [Fact]
    public async Task Open_FirstConnectionOfARouter_EmptiesThePoolOnce()
    {
        var connector = new StaleConnector(dead: 0, position: 5);
        await using var router = Router(connector, new FakeMembers(Member("a", 5)));

        for (var i = 0; i < 3; i++)
        {
            await (await router.OpenAsync(ReadRequirement.None, CancellationToken.None)).Connection.DisposeAsync();
        }

        Assert.Equal((1, 3), (connector.Forgets, connector.Uses));
    }

    private ReadRouter Router(StaleConnector connector, FakeMembers members) =>
        new(
            members,
            new LogEnd(_ => Task.FromResult(6L), _clock),
            new Dictionary<string, INodeReadConnector> { ["fake"] = connector },
            new ReadRouterOptions { WaitTimeout = TimeSpan.FromSeconds(1) },
            _clock,
            new Random(1),
            NullLoggerFactory.Instance
        );
}
