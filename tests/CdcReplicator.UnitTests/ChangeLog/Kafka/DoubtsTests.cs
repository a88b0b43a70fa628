using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class DoubtsTests
{
    private readonly Doubts _doubts = new();
    private readonly List<TaskCompletionSource> _asked = [];

    [Fact]
    public async Task Settle_NoDoubtSinceTheLast_AsksNothing()
    {
        await _doubts.SettleAsync(() => Task.CompletedTask, CancellationToken.None);

        await _doubts.SettleAsync(() => throw new InvalidOperationException(), CancellationToken.None);
    }

    [Fact]
    public async Task Settle_DoubtSinceTheLast_AsksAgain()
    {
        await _doubts.SettleAsync(() => Task.CompletedTask, CancellationToken.None);
        _doubts.Raise();

        var again = Settle();
        await AnswerAsync(0);

        await again;
    }

    [Fact]
    public async Task Settle_ManyDoubtsAndManyWait_OneConfirmationServesAll()
    {
        _doubts.Raise();
        _doubts.Raise();
        var waiting = Enumerable.Range(0, 5).Select(_ => Settle()).ToList();

        await AnswerAsync(0);

        await Task.WhenAll(waiting);
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Settle_DoubtWhileAsking_IsNotSettledByThatAnswer()
    {
        var first = Settle();
        await UntilAskedAsync(1);
        _doubts.Raise();
        var second = Settle();

        await AnswerAsync(0);

        await first;
        await UntilAskedAsync(2);
        Assert.False(second.IsCompleted);
        await AnswerAsync(1);
        await second;
    }

    [Fact]
    public async Task Settle_ConfirmationFails_FailsForAllThatWaitAndIsAskedAgainByTheNext()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => Settle()).ToList();
        await UntilAskedAsync(1);
        _asked[0].SetException(new TimeoutException());

        foreach (var each in waiting)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => each);
        }

        var next = Settle();
        await AnswerAsync(1);
        await next;
    }

    [Fact]
    public async Task Settle_ConfirmationBeforeTheDoubtFails_AsksForItself()
    {
        var first = Settle();
        await UntilAskedAsync(1);
        _doubts.Raise();
        var second = Settle();
        _asked[0].SetException(new TimeoutException());

        await AnswerAsync(1);

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await second;
    }

    [Fact]
    public async Task Settle_OneGivesUp_TheOthersAreServed()
    {
        using var giveUp = new CancellationTokenSource();
        var gone = _doubts.SettleAsync(Ask, giveUp.Token);
        var stays = Settle();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await AnswerAsync(0);
        await stays;
    }

    private Task Settle() => _doubts.SettleAsync(Ask, CancellationToken.None);

    private Task Ask()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
        {
            _asked.Add(answer);
        }

        return answer.Task;
    }

    private async Task AnswerAsync(int number)
    {
        await UntilAskedAsync(number + 1);
        _asked[number].SetResult();
    }

    private async Task UntilAskedAsync(int count)
    {
        while (true)
        {
            lock (_asked)
            {
                if (_asked.Count >= count)
                {
                    return;
                }
            }

            await Task.Delay(5);
        }
    }
}
