using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class LibrdkafkaLoaderTests
{
    [Fact]
    public void EnsureLoaded_OnThisMachine_LoadsThePackagesOwnAndNoOther()
    {
        LibrdkafkaLoader.EnsureLoaded();

        Assert.True(Library.Version >= 0x02100000, Library.VersionString);
        if (OperatingSystem.IsLinux())
        {
            var files = File.ReadLines("/proc/self/maps")
                .Where(line => line.Contains("librdkafka", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
                .Distinct()
                .ToList();
            Assert.StartsWith(AppContext.BaseDirectory, Assert.Single(files), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EnsureLoaded_OurOwnImports_AnswerToo()
    {
        LibrdkafkaLoader.EnsureLoaded();

        var partitions = Librdkafka.NewPartitions(1);
        Assert.NotEqual(0, partitions);
        Librdkafka.DestroyPartitions(partitions);
    }
}
