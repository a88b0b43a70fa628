using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class TopicDiagnosisTests
{
    private static readonly TopicPlan Plan = TopicPlan.OfLog(
        new KafkaLogOptions { BootstrapServers = "broker:9092", Cluster = "shop" }
    );

    [Theory]
    [InlineData(3, 3, true, null)]
    [InlineData(3, 2, true, null)]
    [InlineData(3, 1, true, "1 of 3 replicas in sync, and min.insync.replicas asks for 2")]
    [InlineData(3, 1, false, "no leader")]
    public void Explain_TopicSeen_NamesTheCause(int replicas, int inSync, bool hasLeader, string? expected)
    {
        var cause = TopicDiagnosis.Explain(Plan, new TopicSight("a", 1, replicas, inSync, hasLeader));

        Assert.Equal(expected is null, cause is null);
        Assert.Contains(expected ?? "", cause ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_TopicGone_SaysSo() =>
        Assert.Contains("not there any more", TopicDiagnosis.Explain(Plan, null), StringComparison.Ordinal);
}
