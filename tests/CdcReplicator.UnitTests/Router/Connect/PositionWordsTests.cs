using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class PositionWordsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly object _one = new();
    private readonly object _other = new();

    [Theory]
    [InlineData(1, 10, 10, true)]
    [InlineData(1, 10, 9, true)]
    [InlineData(1, 10, 11, false)]
    [InlineData(2, 10, 9, false)]
    public void HoldsOn_ConnectionOfAServerAndAge_IfTheServerSaidItWhileTheConnectionLived(
        long server,
        long askedAt,
        long openAt,
        bool holds
    ) => Assert.Equal(holds, new PositionWord(1, 5, askedAt).HoldsOn(server, openAt));

    [Fact]
    public void Holding_ConnectionNobodyAsked_IsUnknown()
    {
        var words = new PositionWords(_clock);

        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));

        Assert.Equal((5L, null), (words.Holding("a", _one), words.Holding("a", _other)));
        Assert.Null(words.Holding("b", _one));
    }

    [Fact]
    public void Holding_LaterWordOverAnother_HoldsOnBoth()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        words.Heard("a", _other, new PositionWord(1, 8, words.Now()));

        Assert.Equal((8L, 8L), (words.Holding("a", _one), words.Holding("a", _other)));
    }

    [Fact]
    public void Holding_AnotherServerHasAnswered_HoldsOnItsConnectionsOnly()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        words.Heard("a", _other, new PositionWord(2, 8, words.Now()));

        Assert.Equal((null, 8L), (words.Holding("a", _one), words.Holding("a", _other)));
    }

    [Fact]
    public void Holding_LowerWordBehindACrash_IsWhatCounts()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 8, words.Now()));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        words.Heard("a", _other, new PositionWord(1, 5, words.Now()));

        Assert.Equal(5, words.Holding("a", _other));
    }

    [Fact]
    public void Holding_AnswerOfAnEarlierQuestionArrivesLater_ChangesNothing()
    {
        var words = new PositionWords(_clock);
        var early = words.Now();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        words.Heard("a", _one, new PositionWord(1, 8, words.Now()));

        words.Heard("a", _other, new PositionWord(1, 5, early));

        Assert.Equal(8, words.Holding("a", _one));
    }

    [Fact]
    public void Holding_ConnectionNotAskedForLong_HasToBeAsked()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));

        _clock.Advance(PositionWords.AskAgainAfter + TimeSpan.FromTicks(1));

        Assert.Null(words.Holding("a", _one));
    }

    [Fact]
    public void Forget_Node_LeavesTheOthersAlone()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));
        words.Heard("b", _other, new PositionWord(2, 6, words.Now()));

        words.Forget("a");

        Assert.Equal((null, 6L), (words.Holding("a", _one), words.Holding("b", _other)));
    }
}
