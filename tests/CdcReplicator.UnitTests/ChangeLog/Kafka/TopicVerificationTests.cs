using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class TopicVerificationTests
{
    private static readonly KafkaLogOptions Options = new() { BootstrapServers = "broker:9092", Cluster = "shop" };

    [Fact]
    public void Check_RightTopic_FindsNothing() => Assert.Empty(Check(1, 3, []));

    [Theory]
    [InlineData("cleanup.policy", "compact", "'delete'")]
    [InlineData("message.timestamp.type", "CreateTime", "'LogAppendTime'")]
    [InlineData("unclean.leader.election.enable", "true", "'false'")]
    [InlineData("min.insync.replicas", "1", "'2'")]
    [InlineData("min.insync.replicas", "4", "'2'")]
    public void Check_WrongSetting_NamesTopicValueWantedAndCommand(string setting, string value, string wanted)
    {
        var error = Assert.Single(Check(1, 3, new() { [setting] = value }));

        Assert.Contains($"{setting} is '{value}' and must be {wanted}", error, StringComparison.Ordinal);
        Assert.Contains("kafka-configs.sh --bootstrap-server broker:9092", error, StringComparison.Ordinal);
        Assert.Contains($"--entity-name shop.log --add-config {setting}=", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralWrong_NamesAll() =>
        Assert.Equal(3, Check(2, 1, new() { ["cleanup.policy"] = "compact", ["min.insync.replicas"] = "2" }).Count);

    [Fact]
    public void Check_OtherReplicationThanConfigured_IsAnError()
    {
        var plan = TopicPlan.OfLog(Options with { ReplicationFactor = 3, MinInSyncReplicas = 1 });

        var error = Assert.Single(
            TopicVerification.Check(plan, Facts(1, 1, new() { ["min.insync.replicas"] = "1" }), "b")
        );

        Assert.Contains("1 replica(s), and ReplicationFactor asks for 3", error, StringComparison.Ordinal);
    }

    private static List<string> Check(int partitions, int replicas, Dictionary<string, string> changed) =>
        [.. TopicVerification.Check(TopicPlan.OfLog(Options), Facts(partitions, replicas, changed), "broker:9092")];

    private static TopicFacts Facts(int partitions, int replicas, Dictionary<string, string> changed)
    {
        var settings = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "delete",
            ["message.timestamp.type"] = "LogAppendTime",
            ["unclean.leader.election.enable"] = "false",
            ["min.insync.replicas"] = "2",
        };
        foreach (var (setting, value) in changed)
        {
            settings[setting] = value;
        }

        return new TopicFacts(partitions, replicas, settings);
    }
}
