using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MemberReportTests
{
    private static readonly MemberSurroundings Around = new(new LogBounds(0, 100, 0, 50_000), 60_000);

    [Theory]
    [InlineData(NodeState.Active, true, "active", true)]
    [InlineData(NodeState.CatchingUp, true, "catching up", true)]
    [InlineData(NodeState.Halted, true, "halted", false)]
    [InlineData(NodeState.Failed, true, "failed", false)]
    [InlineData(NodeState.Diverged, true, "diverged", false)]
    [InlineData(NodeState.Active, false, "dead", false)]
    [InlineData(NodeState.Left, false, "left", false)]
    [InlineData(NodeState.BehindRetention, true, "behind retention", false)]
    public void Of_State_NameAndHealth(NodeState state, bool alive, string name, bool healthy)
    {
        var report = MemberReport.Of(Member(state, alive, 99), Around);

        Assert.Equal(name, report.State);
        Assert.Equal(healthy, report.Healthy);
    }

    [Fact]
    public void Of_DeadApplier_LagIsUnknownNotZero()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: false, 99), Around);

        Assert.Null(report.LagRecords);
        Assert.Null(report.LagSeconds);
        Assert.Contains("start it again", report.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_SilenceWhileTheLogTakesNoHeartbeats_IsNoDeath()
    {
        var around = Around with { LogTakesHeartbeats = false };

        var report = MemberReport.Of(Member(NodeState.Active, alive: false, 99), around);

        Assert.Equal("unknown", report.State);
        Assert.False(report.Healthy);
        Assert.Contains("the log takes none", report.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("start it", report.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_Level_LagIsZero()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: true, 99), Around);

        Assert.Equal(0, report.LagRecords);
        Assert.Equal(0, report.LagSeconds);
    }

    [Fact]
    public void Of_Behind_CountsRecordsAndSeconds()
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: true, 89), Around);

        Assert.Equal(10, report.LagRecords);
        Assert.Equal(20, report.LagSeconds);
    }

    [Fact]
    public void Of_BehindAndToldHowLong_SaysThatAndTheHeartbeatsAge()
    {
        var member = Member(NodeState.Active, alive: true, 89);

        var report = MemberReport.Of(member with { Status = member.Status with { LagMilliseconds = 3000 } }, Around);

        Assert.Equal(3.5, report.LagSeconds);
    }

    [Theory]
    [InlineData(99, 0L)]
    [InlineData(100, null)]
    [InlineData(17_000, null)]
    public void Of_PositionBeyondTheLogsEnd_LagIsUnknownNeverZero(long position, long? lag)
    {
        var report = MemberReport.Of(Member(NodeState.Active, alive: true, position), Around);

        Assert.Equal(lag, report.LagRecords);
        Assert.Equal(lag is not null, report.Healthy);
        Assert.Equal(
            lag is null,
            report.Reason?.Contains("beyond the log's end 100", StringComparison.Ordinal) ?? false
        );
    }

    [Fact]
    public void Of_UnknownBounds_LagIsUnknown() =>
        Assert.Null(MemberReport.Of(Member(NodeState.Active, alive: true, 99), Around with { Log = null }).LagRecords);

    [Fact]
    public void Of_Divergence_SaysSinceWhenAndWhereEvenIfTheApplierSaysActive()
    {
        var since = DateTimeOffset.UnixEpoch;
        var divergence = new Divergence(
            "a",
            true,
            42,
            since,
            DivergenceFinder.Verify,
            "It differs.",
            new TableName("public", "t"),
            "{\"id\":1}"
        );

        var report = MemberReport.Of(
            Member(NodeState.Active, alive: true, 99),
            Around with
            {
                Divergence = divergence,
            }
        );

        Assert.False(report.Healthy);
        Assert.Equal("since 1970-01-01 00:00:00Z, sequence 42, public.t {\"id\":1}: It differs.", report.Diverged);
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
