using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class AppendPiecesTests
{
    private const int Limit = 16 << 20;

    [Theory]
    [InlineData(1, 100, 1)]
    [InlineData(1000, 100, 1)]
    [InlineData(10, 1 << 20, 2)]
    [InlineData(3, 12 << 20, 3)]
    public void Of_Records_EndsAPieceWhereItIsLargeEnough(int count, int bytes, int pieces) =>
        Assert.Equal(pieces, AppendPieces.Of([.. Records(count, bytes)], Limit).Count);

    [Fact]
    public void Of_RecordTooLargeAtTheEnd_IsRefusedBeforeAnythingIsWritten() =>
        Assert.Throws<RecordTooLargeException>(() =>
            AppendPieces.Of([.. Records(20, 1 << 20), .. Records(1, Limit + 1)], Limit)
        );

    private static IEnumerable<RecordToAppend> Records(int count, int bytes) =>
        Enumerable.Range(0, count).Select(_ => new RecordToAppend(null, new byte[bytes]));
}
