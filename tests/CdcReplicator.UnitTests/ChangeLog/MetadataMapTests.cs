using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class MetadataMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_Prefix_GivesThePresentEntriesByVersion(int seed)
    {
        var random = new Random(seed);
        var map = new MetadataMap();
        var expected = new Dictionary<string, MetadataEntry>(StringComparer.Ordinal);
        string[] parts = ["a", "ab", "b", "/", "\u00ff", "\ud7ff", "0"];
        for (var version = 0; version < 2000; version++)
        {
            var key = string.Concat(
                Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)])
            );
            var value = random.Next(4) == 0 ? null : new byte[] { 1 };
            var entry = new MetadataEntry(key, value, version, 0);
            map.Apply(entry);
            expected[key] = entry;
        }

        foreach (var prefix in parts.Concat(["", "ab/", "zz"]))
        {
            var present = expected
                .Values.Where(e => e.Value is not null && e.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(e => e.Version);
            Assert.Equal(present, map.Read(prefix));
        }
    }
}
