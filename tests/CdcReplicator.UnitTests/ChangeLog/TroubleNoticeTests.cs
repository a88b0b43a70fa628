using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public class TroubleNoticeTests
{
    [Fact]
    public void Begin_SameTroubleAgain_IsToldOnceAndAgainAfterItWasOver()
    {
        var notice = new TroubleNotice();

        Assert.False(notice.End());
        Assert.True(notice.Begin());
        Assert.False(notice.Begin());
        Assert.True(notice.End());
        Assert.False(notice.End());
        Assert.True(notice.Begin());
    }

    [Fact]
    public void Begin_AnotherTrouble_IsToldAndIsTheCurrentOne()
    {
        var notice = new TroubleNotice();

        Assert.True(notice.Begin("a"));
        Assert.True(notice.Begin("b"));
        Assert.False(notice.Begin("b"));
        Assert.Equal("b", notice.Current);
        Assert.True(notice.End());
        Assert.Null(notice.Current);
    }
}
