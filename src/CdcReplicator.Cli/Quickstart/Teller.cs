namespace CdcReplicator.Cli;

/// <summary>
/// One writer: makes the transfers of its own bank one after the other at a steady rate. When it is late it catches up
/// with its schedule, so that a pause of the system shows as a gap and not as a lower rate.
/// </summary>
internal sealed class Teller(CdcCluster cluster, Bank bank, double ratePerSecond, WriteGapMeter gaps, TimeProvider time)
{
    private long _committed;

    /// <summary>Transfers acknowledged as logged, rejected ones included.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    /// <summary>Works until cancelled; the transfer in hand is finished.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        var interval = TimeSpan.FromSeconds(1 / ratePerSecond);
        var start = time.GetTimestamp();
        for (var i = 0L; !stop.IsCancellationRequested; i++)
        {
            var wait = (interval * i) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stop.IsCancellationRequested)
                {
                    return;
                }
            }

            await TransferAsync(bank.Next());
            gaps.Acknowledged();
            Interlocked.Increment(ref _committed);
        }
    }

    private async Task TransferAsync(Transfer transfer)
    {
        try
        {
            await cluster.WriteAsync(tx => Build(tx, transfer));
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            // The same transaction again takes effect once, whether the first attempt arrived or not.
            await cluster.RetryAsync(unknown.Pending);
        }
    }

    private void Build(CdcTransaction transaction, Transfer transfer) =>
        transaction
            .Update(
                DemoSchema.Accounts,
                key: new { id = transfer.From },
                changes: new { balance = transfer.FromBalance - transfer.Amount },
                expect: new { balance = transfer.FromBalance }
            )
            .Update(
                DemoSchema.Accounts,
                key: new { id = transfer.To },
                changes: new { balance = transfer.ToBalance + transfer.Amount },
                expect: new { balance = transfer.ToBalance }
            )
            .Insert(
                DemoSchema.Transfers,
                new
                {
                    id = transfer.Id,
                    from_account = transfer.From,
                    to_account = transfer.To,
                    amount = transfer.Amount,
                    made_at = time.GetUtcNow(),
                }
            );
}
