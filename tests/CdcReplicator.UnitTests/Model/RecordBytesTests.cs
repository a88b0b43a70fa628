using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

public sealed class RecordBytesTests
{
    [Fact]
    public void IsNone_OfNothingAndOfEmpty_TellsThemApart()
    {
        Assert.True(default(RecordBytes).IsNone);
        Assert.True(RecordBytes.Of(null).IsNone);
        Assert.Null(RecordBytes.Of(null).ToArray());
        Assert.False(RecordBytes.Of([]).IsNone);
        Assert.Empty(RecordBytes.Of([]).ToArray()!);
    }

    [Fact]
    public void Equals_SameContentElsewhere_IsEqual()
    {
        var part = new RecordBytes([9, 1, 2, 9], 1, 2);

        Assert.Equal<RecordBytes>(new byte[] { 1, 2 }, part);
        Assert.Equal(part.GetHashCode(), RecordBytes.Of([1, 2]).GetHashCode());
        Assert.NotEqual<RecordBytes>(new byte[] { 1, 3 }, part);
        Assert.NotEqual(default, RecordBytes.Of([]));
    }

    [Fact]
    public void Slice_OfASlice_IsThePartOfThatPart()
    {
        var bytes = new RecordBytes([0, 1, 2, 3, 4, 5], 1, 4);

        Assert.Equal([2, 3], bytes.Slice(1, 2).ToArray()!);
        Assert.Equal([2, 3], bytes.Slice(1, 2).Memory.ToArray());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 5)]
    [InlineData(3, 2)]
    [InlineData(5, 0)]
    public void Slice_BeyondItsEnd_IsRefusedThoughTheArrayGoesOn(int start, int length)
    {
        var bytes = new RecordBytes([0, 1, 2, 3, 4, 5, 6, 7], 1, 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Slice(start, length));
    }
}
