using CdcReplicator;

namespace BankTransfers;

/// <summary>Verdicts, and what to do when no answer came.</summary>
internal static class Outcomes
{
    public static async Task RunAsync(CdcCluster cluster)
    {
        await OverdrawAsync(cluster);
        await RenameOnceAsync(cluster, "Robert");
    }

    private static async Task OverdrawAsync(CdcCluster cluster)
    {
        try
        {
            await cluster.WriteAsync(
                tx => tx.Update("accounts", new { id = FirstSteps.Bob }, new { balance = -1 }),
                Durability.AppliedEverywhere
            );
        }
        catch (TransactionRejectedException rejected)
        {
            // The same on every node; nothing of the transaction was applied anywhere.
            Console.WriteLine($"Rejected: {rejected.Rejection.Reason} in {rejected.Rejection.Table}");
        }
    }

    private static async Task RenameOnceAsync(CdcCluster cluster, string owner)
    {
        try
        {
            await cluster.WriteAsync(tx => tx.Update("accounts", new { id = FirstSteps.Bob }, new { owner }));
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            // It may be in the log or not. The same rows under the same number take effect once, in this process or
            // another.
            await File.WriteAllTextAsync("pending.txt", unknown.Pending.ToText());
            await SettleAsync(cluster, "pending.txt");
        }
    }

    private static async Task SettleAsync(CdcCluster cluster, string file)
    {
        var pending = PendingTransaction.Parse(await File.ReadAllTextAsync(file));
        var receipt = await cluster.RetryAsync(pending);
        Console.WriteLine($"Settled: logged as {receipt.Sequence}");
    }
}
