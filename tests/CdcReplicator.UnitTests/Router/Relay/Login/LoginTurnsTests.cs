using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class LoginTurnsTests
{
    [Fact]
    public async Task TakeAsync_NoneIsFree_TheLastThatCameGoesFirst()
    {
        var turns = new LoginTurns(1);
        var first = await turns.TakeAsync(CancellationToken.None);
        var second = turns.TakeAsync(CancellationToken.None);
        var third = turns.TakeAsync(CancellationToken.None);
        Assert.True(first.IsWaitedFor);

        first.Dispose();
        (await third).Dispose();
        var last = await second;

        Assert.False(last.IsWaitedFor);
    }

    [Fact]
    public async Task TakeAsync_GivenUpWhileWaiting_TakesNoTurn()
    {
        var turns = new LoginTurns(1);
        var first = await turns.TakeAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var waiting = turns.TakeAsync(stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        Assert.False(first.IsWaitedFor);
        Assert.True(turns.TakeAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Dispose_Twice_GivesOneTurnBack()
    {
        var turns = new LoginTurns(1);
        var first = await turns.TakeAsync(CancellationToken.None);
        first.Dispose();
        first.Dispose();

        Assert.True(turns.TakeAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(turns.TakeAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task TakeAsync_ManyAtOnceOfWhichSomeGiveUp_NeverMoreThanAllowedAndNoneIsLost()
    {
        const int Most = 3;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var turns = new LoginTurns(Most);
        var (now, highest) = (0, 0);

        async Task UseAsync(int patience)
        {
            using var stop = new CancellationTokenSource();
            var taking = turns.TakeAsync(stop.Token);
            if (patience == 0)
            {
                await stop.CancelAsync();
            }

            try
            {
                using var turn = await taking;
                var count = Interlocked.Increment(ref now);
                InterlockedMax(ref highest, count);
                await Task.Yield();
                Interlocked.Decrement(ref now);
            }
            catch (OperationCanceledException)
            {
                // It gave up.
            }
        }

        await Task.WhenAll(
            Enumerable.Range(0, 2000).Select(_ => random.Next(3)).ToList().Select(p => Task.Run(() => UseAsync(p)))
        );

        Assert.True(highest is > 0 and <= Most, $"seed {seed}: {highest} at once");
        for (var i = 0; i < Most; i++)
        {
            Assert.True(turns.TakeAsync(CancellationToken.None).IsCompletedSuccessfully, $"seed {seed}: turn {i} lost");
        }
    }

    private static void InterlockedMax(ref int place, int value)
    {
        var seen = Volatile.Read(ref place);
        while (seen < value && Interlocked.CompareExchange(ref place, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }
}
