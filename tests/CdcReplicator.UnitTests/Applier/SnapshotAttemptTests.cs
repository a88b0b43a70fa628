using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SnapshotAttemptTests
{
    [Theory]
    [InlineData(SnapshotMark.First, 10L, 7L, null, "10/7")]
    [InlineData(SnapshotMark.Middle, 10L, null, null, "10/")]
    [InlineData(SnapshotMark.Last, null, null, "mysql-bin.000003", "mysql-bin.000003:154")]
    [InlineData(SnapshotMark.FirstOfTable, null, null, null, null)]
    [InlineData(SnapshotMark.None, 10L, 7L, null, null)]
    [InlineData(SnapshotMark.Incremental, 10L, 7L, null, null)]
    internal void Of_Row_IsThePointItWasReadAt(SnapshotMark mark, long? lsn, long? txId, string? file, string? expected)
    {
        var source = new SourceInfo("any", "src", txId, lsn, mark, 0)
        {
            Binlog = file is null ? null : new BinlogPlace(file, 154, 0),
        };

        Assert.Equal(expected, SnapshotAttempt.Of(source));
    }
}
