using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class RoutePlanTests
{
    [Fact]
    public void Create_Options_WinOverTheConfiguration()
    {
        var options = new ReplicatorOptions
        {
            Log = "embedded:/tmp/x",
            Relay = new RelayOptions
            {
                Listen = "127.0.0.1:1",
                Level = "latest",
                MaxConnections = 9,
            },
        };

        var plan = RoutePlan.Create(options, "127.0.0.1:2", "127.0.0.1:3", "bounded:2s");

        Assert.Equal(
            new RelayOptions
            {
                Listen = "127.0.0.1:2",
                Level = "bounded:2s",
                MaxConnections = 9,
            },
            plan.Relay
        );
        Assert.Equal(3, plan.Http!.Address.Port);
        Assert.True(plan.IsHttpGiven);
        Assert.False(plan.ChangeLog.CreateIfMissing);
    }

    [Theory]
    [InlineData(null, 6433)]
    [InlineData("none", null)]
    public void Create_NoAddressForHttp_IsLoopbackUnlessItIsTurnedOff(string? http, int? port)
    {
        var plan = RoutePlan.Create(new ReplicatorOptions { Log = "embedded:/tmp/x" }, null, http, null);

        Assert.Equal(port, plan.Http?.Address.Port);
        Assert.Equal(http is not null, plan.IsHttpGiven);
    }

    [Fact]
    public void Create_SeveralErrors_ListsEveryOne()
    {
        var options = new ReplicatorOptions { Router = new ReadRouterOptions { WaitTimeout = TimeSpan.Zero } };

        var error = Assert.Throws<BadInputException>(() => RoutePlan.Create(options, "here", "there", "fresh"));

        Assert.All(
            ["No log", "'here'", "'there'", "'fresh'", "WaitTimeout"],
            word => Assert.Contains(error.Problems, problem => problem.Contains(word, StringComparison.Ordinal))
        );
    }
}
