using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class TopicRetentionTests
{
    private static readonly KafkaLogOptions Options = new() { BootstrapServers = "k:9092", Cluster = "shop" };

    [Theory]
    [InlineData("604800000", "-1", 604_800_000L, null, false)]
    [InlineData("3600000", "-1", 3_600_000L, null, true)]
    [InlineData("-1", "1073741824", null, 1_073_741_824L, false)]
    [InlineData("0", "-1", 0L, null, true)]
    public void Of_Settings_TellsLimitsAndWhatIsTooShort(string ms, string bytes, long? age, long? size, bool isShort)
    {
        var settings = new Dictionary<string, string> { ["retention.ms"] = ms, ["retention.bytes"] = bytes };

        var retention = TopicRetention.Of(Options, settings);

        Assert.Equal(age, retention.AgeMilliseconds);
        Assert.Equal(size, retention.Bytes);
        Assert.Equal(isShort ? $"topic 'shop.log' has retention.ms={ms}" : null, retention.ShortSetting);
        Assert.Contains("--entity-name shop.log --add-config", retention.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoSettings_IsUnknown()
    {
        var retention = TopicRetention.Of(Options, new Dictionary<string, string>());

        Assert.Null(retention.AgeMilliseconds);
        Assert.Null(retention.ShortSetting);
    }
}
