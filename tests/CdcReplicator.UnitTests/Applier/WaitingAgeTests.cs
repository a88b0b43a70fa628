using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class WaitingAgeTests
{
    private readonly WaitingAge _age = new();

    [Fact]
    public void Of_NothingWaits_IsZero()
    {
        _age.Note(new LogBounds(0, 5, 0, 1000), 0);

        Assert.Equal(0, _age.Of(At(4, 1000), 100_000));
    }

    [Fact]
    public void Of_EmptyLog_IsZero()
    {
        _age.Note(new LogBounds(0, 0, null, null), 0);

        Assert.Equal(0, _age.Of(NodePosition.Origin, 50));
        Assert.True(_age.HasReachedFirstEnd(NodePosition.Origin));
    }

    [Fact]
    public void Of_OneTransactionWaitsAndNothingComesAfterIt_GrowsWithTime()
    {
        _age.Note(new LogBounds(0, 5, 0, 1000), 0);
        _age.Note(new LogBounds(0, 900, 0, 1500), 10_000);
        _age.Note(new LogBounds(0, 900, 0, 1500), 169_000);

        Assert.Equal(159_000, _age.Of(At(4, 1000), 169_000));
        Assert.Equal(0, _age.Of(At(899, 1500), 169_000));
    }

    [Fact]
    public void Of_FollowingCloselyForHours_CountsFromTheOldestThatStillWaits()
    {
        for (var i = 3; i <= 1000; i++)
        {
            _age.Note(new LogBounds(0, i * 10, 0, i * 500), i * 500);
            Assert.InRange(_age.Of(At(i * 10 - 15, i * 500 - 700), i * 500)!.Value, 500, 1000);
        }
    }

    [Fact]
    public void Of_BehindByAppendTimes_IsAtLeastThat()
    {
        _age.Note(new LogBounds(0, 100, 0, 50_000), 7);

        Assert.Equal(10_001, _age.Of(At(50, 39_999), 7));
    }

    [Fact]
    public void Of_EndOrPositionsTimeUnknown_IsUnknown()
    {
        _age.Note(new LogBounds(0, 100, 0, 50_000), 7);
        Assert.Null(_age.Of(NodePosition.Origin, 7));

        _age.Note(null, 8);
        Assert.Null(_age.Of(At(99, 50_000), 8));
    }

    [Fact]
    public void HasReachedFirstEnd_WhatWasThereBefore_MustBeApplied()
    {
        Assert.False(_age.HasReachedFirstEnd(At(10, 1)));
        _age.Note(new LogBounds(0, 100, 0, 1000), 0);
        _age.Note(new LogBounds(0, 200, 0, 2000), 500);

        Assert.False(_age.HasReachedFirstEnd(At(98, 1)));
        Assert.True(_age.HasReachedFirstEnd(At(99, 1)));
    }

    private static NodePosition At(long sequence, long logTime) =>
        new(sequence, sequence + 1, 0, null) { AppendTime = logTime };
}
