using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MemberReportTests
{
    private static readonly LogBounds Log = new(0, 100, 0, 50_000);

    [Theory]
    [InlineData(NodeState.Active, true, "active", true)]
    [InlineData(NodeState.CatchingUp, true, "catching up", true)]
    [InlineData(NodeState.Halted, true, "halted", false)]
    [InlineData(NodeState.Failed, true, "failed", false)]
    [InlineData(NodeState.Diverged, true, "diverged", false)]
    [InlineData(NodeState.Active, false, "dead", false)]
    public void Of_State_NameAndHealth(NodeState state, bool alive, string name, bool healthy)
    {
        var report = MemberReport.Of(Member(state, alive, 99), maintenance: null, Log, 60_000);

        Assert.Equal(name, report.State);
        Assert.Equal(healthy, report.Healthy);
    }

    [Fact]
    public void Of_DeadApplier_LagIsUnknownNotZero()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: false, 99), maintenance: null, Log, 60_000);

        Assert.Null(report.LagRecords);
        Assert.Null(report.LagSeconds);
        Assert.Contains("start it again", report.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_Level_LagIsZero()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: true, 99), maintenance: null, Log, 60_000);

        Assert.Equal(0, report.LagRecords);
        Assert.Equal(0, report.LagSeconds);
    }

    [Fact]
    public void Of_Behind_CountsRecordsAndSeconds()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: true, 89), maintenance: null, Log, 60_000);

        Assert.Equal(10, report.LagRecords);
        Assert.Equal(20, report.LagSeconds);
    }

    private static MemberView Member(NodeState state, bool alive, long position) =>
        new(
            new MemberStatus
            {
                NodeId = "a",
                Kind = "sqlite",
                Endpoint = "a.db",
                ApplierId = "x",
                State = state,
                LastAppliedSequence = position,
                RestartOffset = position + 1,
                AppliedTime = 40_000,
            },
            TimeSpan.FromSeconds(alive ? 0.5 : 9),
            alive
        );
}
