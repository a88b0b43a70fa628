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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Holding_UsedMeanwhileWithoutAskingForAPosition_IsNotIdle(bool isUsed)
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(PositionWords.AskAfterIdle / 2);
            if (isUsed)
            {
                words.Used(_one);
            }
        }

        Assert.Equal(isUsed ? 5L : null, words.Holding("a", _one));
    }

    [Fact]
    public void Used_ConnectionNobodyAsked_StaysUnknown()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));

        words.Used(_other);

        Assert.Null(words.Holding("a", _other));
    }

    [Fact]
    public void HeardSince_OnlyAnswersToQuestionsPutThenOrLater()
    {
        var words = new PositionWords(_clock);
        var since = words.Now();
        words.Heard("a", _one, new PositionWord(1, 5, since));

        Assert.Equal(new FoundPosition(5, since), words.HeardSince("a", since));
        Assert.Null(words.HeardSince("a", since + 1));
        Assert.Null(words.HeardSince("b", since));

        // Answered later, but asked before: what a connection saw between the two is not in it.
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(words.HeardSince("a", words.Now()));
    }

    [Fact]
    public void HeardSince_SeveralAnswers_IsTheFirstFromThenOn()
    {
        var words = new PositionWords(_clock);
        var first = words.Now();
        for (var position = 1; position <= 40; position++)
        {
            words.Heard("a", _one, new PositionWord(1, position, words.Now()));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var tenLast = words.Now() - (10 * (long)(_clock.TimestampFrequency / 1000));
        Assert.Equal(new FoundPosition(31, first), words.HeardSince("a", tenLast));
        Assert.Equal(new FoundPosition(25, first), words.HeardSince("a", first));
    }

    [Fact]
    public void HeardSince_ServerHasGoneDownSince_KnowsNothingOfTheRunBefore()
    {
        var words = new PositionWords(_clock);
        var first = words.Now();
        words.Heard("a", _one, new PositionWord(1, 8, first));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = words.Now();

        words.Heard("a", _other, new PositionWord(2, 5, second));

        Assert.Equal(new FoundPosition(5, second), words.HeardSince("a", first));
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
    public void Holding_ConnectionIdleForLong_HasToBeAsked()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, words.Now()));
        for (var uses = 0; uses < 3; uses++)
        {
            _clock.Advance(PositionWords.AskAfterIdle);
            Assert.Equal(5, words.Holding("a", _one));
        }

        _clock.Advance(PositionWords.AskAfterIdle + TimeSpan.FromTicks(1));

        Assert.Null(words.Holding("a", _one));
    }

    [Fact]
    public void RunsSince_ConnectionsThatOverlap_IsWhenTheFirstWasAsked()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, 10));
        words.Heard("a", _other, new PositionWord(1, 6, 20));
        words.Heard("a", _one, new PositionWord(1, 7, 30));
        words.Heard("a", _other, new PositionWord(1, 8, 40));

        Assert.Equal(10, words.RunsSince("a"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RunsSince_NoConnectionHasLivedThrough_IsLater(long server)
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 5, 10));

        words.Heard("a", _other, new PositionWord(server, 4, 20));

        Assert.Equal((20, long.MaxValue), (words.RunsSince("a"), words.RunsSince("b")));
    }

    [Fact]
    public void RunsSince_AnswerOfAnEarlierRunArrivesLater_DoesNotJoinThem()
    {
        var words = new PositionWords(_clock);
        words.Heard("a", _one, new PositionWord(1, 4, 20));

        words.Heard("a", _other, new PositionWord(1, 5, 10));

        Assert.Equal(20, words.RunsSince("a"));
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
