using CdcReplicator.Client;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>The amount that writers share: taken, given back, and waited for by some who give up.</summary>
public sealed class WriterBudgetTests
{
    private const long Capacity = 10;

    [Fact]
    public void Acquire_ManyAndSomeGiveUp_NeverTooMuchAndNobodyIsForgotten() => Explore.All(RunAsync);

    [Fact]
    public void Acquire_WithdrawalUnheard_IsFound() => Explore.Finds("unheard withdrawal", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var budget = new AsyncBudget(Capacity);
        var held = 0L;
        await GiveUpBeforeAnotherAsync(budget);
        await Scheduled.WhenAll(Enumerable.Range(0, 5).Select(worker => Scheduled.Run(() => WorkAsync(worker))));
        await budget.AcquireAsync(Capacity, CancellationToken.None);

        async Task WorkAsync(int worker)
        {
            var amount = 2 + (worker * 2);
            for (var i = 0; i < 3; i++)
            {
                using var cancel = new CancellationTokenSource();
                var acquiring = budget.AcquireAsync(amount, cancel.Token);
                var cancelling = worker % 2 == 0 ? cancel.CancelScheduledAsync() : Task.CompletedTask;
                try
                {
                    await acquiring;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }
                finally
                {
                    await cancelling;
                }

                held += amount;
                Assert.InRange(held, 1, Capacity);
                await Task.Yield();
                held -= amount;
                budget.Release(amount);
            }
        }
    }

    // Who holds the rest gives it back only when the one at the end of the line has been served.
    private static async Task GiveUpBeforeAnotherAsync(AsyncBudget budget)
    {
        await budget.AcquireAsync(6, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var large = budget.AcquireAsync(8, cancel.Token);
        var small = budget.AcquireAsync(4, CancellationToken.None);
        await cancel.CancelScheduledAsync();
        await large.Quietly();
        await small;
        budget.Release(4);
        budget.Release(6);
    }
}
