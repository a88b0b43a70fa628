using CdcReplicator.Client;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class AsyncBudgetTests
{
    [Fact]
    public async Task Acquire_TooLittleLeft_WaitsInTheOrderOfAsking()
    {
        var budget = new AsyncBudget(10);
        await budget.AcquireAsync(6, CancellationToken.None);
        var large = budget.AcquireAsync(8, CancellationToken.None);
        var small = budget.AcquireAsync(1, CancellationToken.None);
        Assert.False(small.IsCompleted);

        budget.Release(6);

        await large;
        await small;
    }

    [Fact]
    public async Task Acquire_MoreThanThereIs_GoesAlone()
    {
        var budget = new AsyncBudget(10);
        await budget.AcquireAsync(1000, CancellationToken.None);
        var next = budget.AcquireAsync(1, CancellationToken.None);
        Assert.False(next.IsCompleted);

        budget.Release(1000);

        await next;
        await budget.AcquireAsync(9, CancellationToken.None);
    }

    [Fact]
    public async Task Acquire_CancelledInFront_LetsOthersThrough()
    {
        var budget = new AsyncBudget(10);
        using var cancel = new CancellationTokenSource();
        await budget.AcquireAsync(6, CancellationToken.None);
        var large = budget.AcquireAsync(8, cancel.Token);
        var small = budget.AcquireAsync(4, CancellationToken.None);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
    }

    [Fact]
    public async Task AcquireAndRelease_ByMany_NeverExceedAndNeverGetStuck()
    {
        const int Seed = 20261;
        var budget = new AsyncBudget(100);
        long held = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        var random = new Random(Seed + worker);
                        for (var i = 0; i < 200; i++)
                        {
                            var amount = random.Next(1, 60);
                            using var cancel = new CancellationTokenSource();
                            var acquiring = budget.AcquireAsync(amount, cancel.Token);
                            if (random.Next(4) == 0)
                            {
                                await cancel.CancelAsync();
                            }

                            try
                            {
                                await acquiring;
                            }
                            catch (OperationCanceledException)
                            {
                                continue;
                            }

                            Assert.InRange(Interlocked.Add(ref held, amount), 1, 100);
                            await Task.Yield();
                            Interlocked.Add(ref held, -amount);
                            budget.Release(amount);
                        }
                    })
                )
        );

        await budget.AcquireAsync(100, CancellationToken.None);
    }
}
