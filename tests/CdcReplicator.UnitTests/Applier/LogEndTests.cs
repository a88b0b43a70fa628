using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LogEndTests
{
    private readonly LogEnd _end = new();

    [Fact]
    public void Take_PositionMovedOnSinceItWasAsked_IsBelieved()
    {
        Assert.False(_end.Take(Holding(0, 5), At(4)));

        Assert.False(_end.Take(Holding(0, 5), At(9)));
        Assert.Equal(5, _end.Bounds?.EndOffset);
    }

    [Fact]
    public void Take_EndsBeforeWhatWasAppliedWhenItWasAsked_IsUnknownUntilItDoesNot()
    {
        _end.Take(Holding(0, 5), At(9));

        Assert.True(_end.Take(Holding(0, 9), At(9)));
        Assert.Null(_end.Bounds);
        Assert.False(_end.Take(Holding(0, 10), At(9)));
        Assert.Equal(10, _end.Bounds?.EndOffset);
    }

    [Fact]
    public void Mismatched_AnotherLog_IsUnknownUntilVerified()
    {
        _end.Take(Holding(0, 10), At(9));

        _end.Mismatched(At(9));
        Assert.Null(_end.Bounds);
        _end.Take(Holding(0, 50), At(9));
        Assert.Null(_end.Bounds);
        _end.Verified();
        _end.Take(Holding(0, 50), At(9));
        Assert.NotNull(_end.Bounds);
    }

    [Fact]
    public void Mismatched_PositionBeforeRetention_StillTellsHowFarItIs()
    {
        _end.Take(Holding(20, 50), At(9));
        _end.Mismatched(At(9));

        Assert.Equal(50, _end.Bounds?.EndOffset);
    }

    [Fact]
    public void Forget_IsUnknown()
    {
        _end.Take(Holding(0, 10), At(9));
        _end.Forget();

        Assert.Null(_end.Bounds);
    }

    private static LogBounds Holding(long start, long end) => new(start, end, 0, 1000);

    private static NodePosition At(long sequence) => new(sequence, sequence + 1, 0, null);
}
