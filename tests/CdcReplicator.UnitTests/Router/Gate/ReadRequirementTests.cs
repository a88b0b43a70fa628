using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class ReadRequirementTests
{
    private static readonly LogId Log = LogId.New();

    [Fact]
    public void For_Any_AsksForNothing() =>
        Assert.False(ReadRequirement.For(ReadLevel.Any, Log, new SessionToken(Log, 7)).AsksForPosition);

    [Fact]
    public void For_Session_AsksForItsToken() =>
        Assert.Equal(7, ReadRequirement.For(ReadLevel.Session, Log, new SessionToken(Log, 7)).Sequence);

    [Fact]
    public void For_AtLeast_AsksForTheGivenToken() =>
        Assert.Equal(9, ReadRequirement.For(ReadLevel.AtLeast(new SessionToken(Log, 9)), Log, null).Sequence);

    [Fact]
    public void For_TokenOfAnotherLog_Refuses()
    {
        var foreign = new SessionToken(LogId.New(), 1);

        var error = Assert.Throws<ForeignTokenException>(() =>
            ReadRequirement.For(ReadLevel.AtLeast(foreign), Log, null)
        );

        Assert.Contains(foreign.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_SessionWithoutSession_Refuses() =>
        Assert.Throws<ArgumentException>(() => ReadRequirement.For(ReadLevel.Session, Log, null));
}
