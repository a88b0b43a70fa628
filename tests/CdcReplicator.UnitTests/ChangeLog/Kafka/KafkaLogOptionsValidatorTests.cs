using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class KafkaLogOptionsValidatorTests
{
    private static readonly KafkaLogOptions Valid = new() { BootstrapServers = "broker:9092", Cluster = "shop" };

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(KafkaLogOptionsValidator.Validate(Valid));

    [Theory]
    [InlineData("acks")]
    [InlineData("enable.idempotence")]
    [InlineData("auto.offset.reset")]
    [InlineData("isolation.level")]
    [InlineData("enable.auto.commit")]
    [InlineData("Sasl.Password")]
    public void Validate_SettingTheGuaranteesRestOn_IsRefusedByName(string key)
    {
        var options = Valid with { Settings = new Dictionary<string, string> { [key] = "x" } };

        var error = Assert.Single(KafkaLogOptionsValidator.Validate(options));

        Assert.Contains($"'{key}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfInvalid_SeveralErrors_ListsAll()
    {
        var options = Valid with
        {
            BootstrapServers = " ",
            Cluster = "my shop",
            LogTopic = "log",
            MetadataTopic = "log",
            ReplicationFactor = 1,
            MinInSyncReplicas = 2,
            AppendTimeout = TimeSpan.Zero,
            Security = new KafkaSecurityOptions { Protocol = KafkaSecurityProtocol.SaslSsl, CaFile = "/none/ca.pem" },
        };

        var error = Assert.Throws<ReplicationException>(() => KafkaLogOptionsValidator.ThrowIfInvalid(options));

        string[] named =
        [
            "BootstrapServers",
            "'my shop'",
            "LogTopic and MetadataTopic",
            "MinInSyncReplicas",
            "AppendTimeout",
            "Security.User",
            "Security.PasswordFile",
            "Security.CaFile is '/none/ca.pem'",
        ];
        Assert.All(named, name => Assert.Contains(name, error.Problem, StringComparison.Ordinal));
    }
}
