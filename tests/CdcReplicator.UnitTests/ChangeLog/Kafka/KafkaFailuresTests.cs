using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class KafkaFailuresTests
{
    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "Write on topic 'shop.log'")]
    [InlineData(ErrorCode.GroupAuthorizationFailed, "Read on the groups that begin with 'cdc-replicator.'")]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, "IdempotentWrite on the cluster")]
    [InlineData(ErrorCode.Local_Authentication, "password")]
    public void Of_Refusal_NamesWhatIsMissing(ErrorCode code, string missing)
    {
        var error = KafkaFailures.Of(new Error(code), "log", KafkaRequest.Append("shop.log"));

        Assert.IsType<LogRefusedException>(error);
        Assert.Contains(missing, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BrokersGone_IsTransient() =>
        Assert.True(KafkaFailures.Of(new Error(ErrorCode.Local_Transport), "log", KafkaRequest.Read("t")).IsTransient);
}
