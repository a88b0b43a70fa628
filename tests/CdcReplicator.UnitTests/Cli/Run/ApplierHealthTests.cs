using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class ApplierHealthTests
{
    [Theory]
    [InlineData(NodeState.Active, true, false, 0, true, true)]
    [InlineData(NodeState.CatchingUp, true, false, 0, true, true)]
    [InlineData(NodeState.Lagging, true, false, 0, true, true)]
    [InlineData(NodeState.Active, false, false, 0, true, false)]
    [InlineData(NodeState.Joining, true, false, 0, true, false)]
    [InlineData(NodeState.Failed, true, false, 0, true, false)]
    [InlineData(NodeState.Halted, true, false, 0, true, false)]
    [InlineData(NodeState.BehindRetention, true, false, 0, true, false)]
    [InlineData(NodeState.Diverged, true, false, 0, true, false)]
    [InlineData(NodeState.Joining, false, true, 0, true, true)]
    [InlineData(NodeState.Active, true, false, 5, true, false)]
    [InlineData(NodeState.Active, true, false, 59, true, false)]
    [InlineData(NodeState.Active, true, false, 60, false, false)]
    [InlineData(NodeState.Joining, false, true, 60, false, false)]
    public void Judge_WhatAnApplierSaid_TellsWhetherItMovesAndFollows(
        NodeState state,
        bool knowsEnd,
        bool standsBy,
        int seconds,
        bool live,
        bool ready
    )
    {
        var status = new MemberStatus
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "x",
            ApplierId = "x",
            State = state,
            LastAppliedSequence = 1,
            RestartOffset = 2,
            LogEndOffset = knowsEnd ? 3 : null,
        };

        var health = ApplierHealth.Judge("a", status, standsBy, TimeSpan.FromSeconds(seconds));

        Assert.Equal((live, ready), (health.Live, health.Ready));
    }

    [Fact]
    public void Judge_NothingSaidYet_IsLiveButNotReady()
    {
        var health = ApplierHealth.Judge("a", null, standsBy: false, TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (health.Live, health.Ready));
    }
}
