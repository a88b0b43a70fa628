using CdcReplicator.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class CommitPaceTests
{
    private static readonly ApplierSettings Settings = new() { MaxRowsPerCommit = 40_000, TargetCommitTime = 200 };

    [Fact]
    public void Note_FullQuickCommits_DoublesUpToTheLimit()
    {
        var pace = new CommitPace(Settings);

        for (var i = 0; i < 10; i++)
        {
            pace.Note(pace.Rows, 20);
        }

        Assert.Equal(40_000, pace.Rows);
    }

    [Theory]
    [InlineData(5000, 400, 2500)]
    [InlineData(5000, 250, 4000)]
    [InlineData(5000, 60_000, 2500)]
    [InlineData(5000, 150, 5000)]
    [InlineData(100, 10, 5000)]
    public void Note_OneCommit_KeepsToTheTarget(long rows, long milliseconds, long expected)
    {
        var pace = new CommitPace(Settings);

        pace.Note(rows, milliseconds);

        Assert.Equal(expected, pace.Rows);
    }

    [Fact]
    public void Note_SlowForever_StopsAtAUsefulSize()
    {
        var pace = new CommitPace(Settings);

        for (var i = 0; i < 50; i++)
        {
            pace.Note(pace.Rows, 10_000);
        }

        Assert.Equal(500, pace.Rows);
    }

    [Fact]
    public void Rows_SmallLimit_IsNeverExceeded()
    {
        var pace = new CommitPace(Settings with { MaxRowsPerCommit = 3 });

        pace.Note(3, 10_000);

        Assert.Equal(3, pace.Rows);
    }
}
